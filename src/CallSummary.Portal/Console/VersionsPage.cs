using CallSummary.Portal.Pages;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Reruns;
using CallSummary.Storage.Support;

namespace CallSummary.Portal.Console;

/// <summary>A call's summaries and transcripts, then and now, and what was asked to be done again.</summary>
internal sealed record VersionsPage
{
    public required Call Call { get; init; }

    public required AccessGrant Grant { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<SummaryVersion> Versions { get; init; }

    /// <summary>The earlier one of the two that are shown side by side; null when there is only one.</summary>
    public required SummaryVersion? Before { get; init; }

    public required SummaryVersion? After { get; init; }

    /// <summary>Newest first: when it was replaced, and where the one after differs.</summary>
    public required IReadOnlyList<(DateTimeOffset ReplacedAt, IReadOnlyList<TranscriptChange> Changes)> Transcripts { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<Rerun> Reruns { get; init; }

    public required Said? Problem { get; init; }

    public bool IsBusy => Reruns.Any(r => r.FinishedAt is null);

    public string Shown(string text) => Grant.Unmasked ? text : Mask.Of(text);

    /// <summary>Whether the other version has not this line.</summary>
    public static bool IsOnly((string Kind, string Text) line, SummaryVersion? other) => other is not null && !other.Lines.Contains(line);
}

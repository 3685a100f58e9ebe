using CallSummary.Contracts;
using CallSummary.Summarization.Live;
using CallSummary.Summarization.Templates;
using CallSummary.Summarization.Transcripts;

namespace CallSummary.Summarization.Summaries;

/// <summary>One summary to write.</summary>
internal sealed record SummaryWork
{
    public required Guid CallId { get; init; }

    public required Transcript Transcript { get; init; }

    public string TenantId { get; init; } = string.Empty;

    public Leg Leg { get; init; }

    /// <summary>What was worked out while the call ran; null starts from nothing.</summary>
    public CallMemory? Memory { get; init; }

    /// <summary>The tenant's shape of summaries, or null.</summary>
    public SummaryTemplate? Template { get; init; }

    /// <summary>The models to ask, in order; null for the configured ones.</summary>
    public IReadOnlyList<SummaryModel>? Models { get; init; }

    /// <summary>Told the checked title as soon as it is written.</summary>
    public Action<string>? OnTitle { get; init; }
}

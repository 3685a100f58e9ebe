using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Reruns;

namespace CallSummary.Portal.Console;

/// <summary>A summary of a call as one model wrote it, now or before.</summary>
internal sealed record SummaryVersion(Guid Id, Leg Leg, DateTimeOffset At, bool IsCurrent, SummaryDocument Document)
{
    /// <summary>Who wrote it.</summary>
    public string Writer => Document.Provenance.LlmModel is { } model && Document.Engine == "llm" ? model : Document.Engine;

    /// <summary>All that it says, a line each, with the kind before it: what versions are compared by.</summary>
    public IReadOnlyList<(string Kind, string Text)> Lines =>
    [
        ("title", Document.Content.Title),
        ("summary", Document.Content.Summary),
        .. Document.Content.Details.Select(d => ("details", d.Text)),
        .. Document.Content.ActionItems.Select(a => ("action_items", $"{a.Owner}: {a.Text}")),
        .. Document.Content.Schedule.Select(s => ("schedule", $"{s.What}: {s.When}")),
        .. Document.Content.Facts.Select(f => ("facts", $"{f.Kind}: {f.Value}")),
        .. Document.Content.Tags.Select(t => ("tags", t)),
        ("risk", Document.Content.Risk is { Level: not "none" } risk ? $"{risk.Level}: {risk.Reason}" : ""),
    ];

    public static SummaryVersion Of(Summary summary) => new(summary.Id, summary.SubscriberLeg, summary.CreatedAt, true, Read(summary.DocumentJson));

    public static SummaryVersion Of(EarlierSummary summary) => new(summary.Id, summary.SubscriberLeg, summary.CreatedAt, false, Read(summary.DocumentJson));

    private static SummaryDocument Read(string json) => JsonSerializer.Deserialize<SummaryDocument>(json)!;
}

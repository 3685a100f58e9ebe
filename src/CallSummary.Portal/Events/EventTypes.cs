namespace CallSummary.Portal.Events;

/// <summary>The events that readers are told of.</summary>
internal static class EventTypes
{
    public const string CallStarted = "call.started";
    public const string TranscriptLine = "transcript.line";
    public const string TranscriptPartial = "transcript.partial";
    public const string CallEnded = "call.ended";
    public const string RiskRaised = "risk.raised";
    public const string SummaryTitled = "summary.titled";
    public const string SummaryReady = "summary.ready";
    public const string SummaryFailed = "summary.failed";
    public const string CallErased = "call.erased";

    /// <summary>Of a stream only: events were missed that cannot be replayed.</summary>
    public const string StreamGap = "stream.gap";

    /// <summary>What a stream carries.</summary>
    public static IReadOnlyList<string> Stream { get; } =
        [CallStarted, TranscriptPartial, TranscriptLine, RiskRaised, CallEnded, SummaryTitled, SummaryReady, SummaryFailed, CallErased];

    /// <summary>Whether the event is worth nothing a moment later: it is not kept for readers that come back, and no reader is cut off for it.</summary>
    public static bool IsFleeting(string type) => type == TranscriptPartial;

    /// <summary>What a webhook is told: all but the lines, which are a stream's business (one request a sentence helps nobody).</summary>
    public static IReadOnlyList<string> Webhook { get; } =
        [CallStarted, CallEnded, SummaryReady, SummaryFailed, CallErased];
}

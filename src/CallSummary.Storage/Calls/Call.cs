using CallSummary.Contracts;

namespace CallSummary.Storage.Calls;

/// <summary>One row a call: the truth of how far its work has come.</summary>
public sealed class Call
{
    /// <summary>Our id (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant that owns it; part of every query.</summary>
    public required string TenantId { get; init; }

    /// <summary>The caller's number; empty once erased.</summary>
    public required string CallerNumber { get; set; }

    /// <summary>The called number; empty once erased.</summary>
    public required string CalleeNumber { get; set; }

    /// <summary>The caller is a subscriber of the tenant and may read the call.</summary>
    public required bool CallerIsSubscriber { get; set; }

    /// <summary>The callee is a subscriber of the tenant and may read the call.</summary>
    public required bool CalleeIsSubscriber { get; set; }

    /// <summary>When it was answered.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>IANA time zone in which "tomorrow at three" was said.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Where the call's work stands.</summary>
    public required CallState State { get; set; }

    /// <summary>Whether its audio may be kept.</summary>
    public required ConsentState Consent { get; set; }

    /// <summary>When it ended; null while it is up.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Length from answer to end.</summary>
    public TimeSpan? Duration { get; set; }

    /// <summary>Why it ended.</summary>
    public CallTermination? Termination { get; set; }

    /// <summary>Utterances of the caller, known when the call has ended.</summary>
    public int? CallerUtterances { get; set; }

    /// <summary>Utterances of the callee, known when the call has ended.</summary>
    public int? CalleeUtterances { get; set; }

    /// <summary>What the caller's carrier signed about the caller's number; null when nothing was signed or looked at.</summary>
    public CallerAttestation? Attestation { get; init; }

    /// <summary>How well each leg's sound arrived: JSON of a list of <see cref="LegQuality"/>; null when not known.</summary>
    public string? QualityJson { get; set; }

    /// <summary>When its recording was paused: JSON of a list of <see cref="RecordingPause"/>; null when it never was.</summary>
    public string? PausesJson { get; set; }

    /// <summary>When an incomplete transcript is summarised all the same.</summary>
    public DateTimeOffset? TranscriptDeadline { get; set; }

    /// <summary>Next time the sweeper looks at the call while it is unfinished.</summary>
    public DateTimeOffset? NudgeAt { get; set; }

    /// <summary>How much the call looked like voice phishing while it ran; null when it did not.</summary>
    public RiskLevel? Risk { get; set; }

    /// <summary>Changed at every write: optimistic concurrency between consumers.</summary>
    public Guid Version { get; set; }
}

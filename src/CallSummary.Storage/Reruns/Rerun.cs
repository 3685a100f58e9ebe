using CallSummary.Contracts;

namespace CallSummary.Storage.Reruns;

/// <summary>A command to summarise or transcribe a call again, and what became of it.</summary>
public sealed class Rerun
{
    /// <summary>Id (UUIDv7): the command's.</summary>
    public required Guid Id { get; init; }

    /// <summary>The call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns it; part of every query.</summary>
    public required string TenantId { get; init; }

    /// <summary>What is done again.</summary>
    public required RerunKind Kind { get; init; }

    /// <summary>The subscriber's leg whose summary is written again; null for all.</summary>
    public Leg? SubscriberLeg { get; init; }

    /// <summary>The engine that was asked for; null for the configured ones.</summary>
    public SummaryBackend? Engine { get; init; }

    /// <summary>The model that was asked for; null for the configured one.</summary>
    public string? Model { get; init; }

    /// <summary>The language that was stated for a transcript, or null.</summary>
    public string? Language { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When the command is published again should it be unfinished; null once it is finished.</summary>
    public DateTimeOffset? NudgeAt { get; set; }

    /// <summary>When it was finished; null while it is under way.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>What became of it; null while it is under way.</summary>
    public RerunOutcome? Outcome { get; set; }
}

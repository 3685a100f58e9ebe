using CallSummary.Storage.Calls;

namespace CallSummary.Storage.Reruns;

/// <summary>A call's transcript whose place another has taken. It is kept, and erased with its call.</summary>
public sealed class EarlierTranscript
{
    /// <summary>Id (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>The call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns it; part of every query.</summary>
    public required string TenantId { get; init; }

    /// <summary>Its utterances: JSON of a list of <see cref="Utterance"/>.</summary>
    public required string UtterancesJson { get; init; }

    /// <summary>When another took its place.</summary>
    public required DateTimeOffset ReplacedAt { get; init; }

    /// <summary>The command that replaced it.</summary>
    public required Guid RerunId { get; init; }
}

using CallSummary.Contracts;

namespace CallSummary.Storage.Reruns;

/// <summary>An utterance that a running transcription has given; key (RerunId, Leg, Sequence). It goes when its transcript is whole.</summary>
public sealed class RerunUtterance
{
    /// <summary>The command.</summary>
    public required Guid RerunId { get; init; }

    /// <summary>The call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The leg that spoke.</summary>
    public required Leg Leg { get; init; }

    /// <summary>Position among the leg's utterances, from 0.</summary>
    public required int Sequence { get; init; }

    /// <summary><see cref="UtteranceTranscribed"/> as JSON.</summary>
    public required string MessageJson { get; init; }
}

namespace CallSummary.Contracts;

/// <summary>Names one utterance within its call. With the call's id it is the idempotency key of all work on it.</summary>
public sealed record UtteranceKey
{
    /// <summary>The leg that spoke.</summary>
    public required Leg Leg { get; init; }

    /// <summary>Position among the leg's utterances, from 0, without gaps.</summary>
    public required int Sequence { get; init; }
}

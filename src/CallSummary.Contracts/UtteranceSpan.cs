namespace CallSummary.Contracts;

/// <summary>Where an utterance lies in a call.</summary>
public sealed record UtteranceSpan
{
    /// <summary>The leg that spoke.</summary>
    public required Leg Leg { get; init; }

    /// <summary>Position among the leg's utterances, from 0.</summary>
    public required int Sequence { get; init; }

    /// <summary>Start on the call's timeline.</summary>
    public required TimeSpan Offset { get; init; }

    /// <summary>Length.</summary>
    public required TimeSpan Duration { get; init; }
}

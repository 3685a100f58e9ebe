using CallSummary.Contracts;

namespace CallSummary.Storage.Calls;

/// <summary>One transcribed utterance; key (CallId, Leg, Sequence).</summary>
public sealed class Utterance
{
    /// <summary>The call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The leg that spoke.</summary>
    public required Leg Leg { get; init; }

    /// <summary>Position among the leg's utterances, from 0.</summary>
    public required int Sequence { get; init; }

    /// <summary>Start on the call's timeline.</summary>
    public required TimeSpan Offset { get; init; }

    /// <summary>Length.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>What was said; empty when nothing was.</summary>
    public required string Text { get; set; }

    /// <summary>Language, ISO 639-1; empty when unknown.</summary>
    public required string Language { get; init; }

    /// <summary>Mean token probability, 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>Probability that nobody spoke, 0 to 1.</summary>
    public required double NoSpeechProbability { get; init; }

    /// <summary>Why recognised text was thrown away.</summary>
    public required TranscriptDrop Drop { get; init; }

    /// <summary>The recogniser's timed segments, as JSON of <see cref="TranscribedSegment"/>.</summary>
    public required string SegmentsJson { get; init; }

    /// <summary>Speech model that wrote it.</summary>
    public required string Model { get; init; }
}

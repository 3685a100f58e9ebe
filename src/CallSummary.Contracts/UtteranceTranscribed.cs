namespace CallSummary.Contracts;

/// <summary>The text of one utterance; empty when nothing was said or the text was rejected (see <see cref="Drop"/>).</summary>
public sealed record UtteranceTranscribed
{
    /// <summary>Our id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns the call.</summary>
    public required string TenantId { get; init; }

    /// <summary>The leg that spoke.</summary>
    public required Leg Leg { get; init; }

    /// <summary>Position among the leg's utterances, from 0, without gaps.</summary>
    public required int Sequence { get; init; }

    /// <summary>Start of the utterance on the call's timeline.</summary>
    public required TimeSpan Offset { get; init; }

    /// <summary>Length of the utterance.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>What was said, trimmed; empty when nothing was.</summary>
    public required string Text { get; init; }

    /// <summary>Language of the text, ISO 639-1; empty when unknown.</summary>
    public required string Language { get; init; }

    /// <summary>Mean probability of the text's tokens, 0 to 1; 0 when there is no text.</summary>
    public required double Probability { get; init; }

    /// <summary>Probability that the utterance holds no speech, 0 to 1, as the recogniser gives it.</summary>
    public required double NoSpeechProbability { get; init; }

    /// <summary>Why recognised text was thrown away, or <see cref="TranscriptDrop.None"/>.</summary>
    public required TranscriptDrop Drop { get; init; }

    /// <summary>The text that was thrown away, for whoever checks the gates; null when none was. It was not said, or nobody can tell: never show it as transcript.</summary>
    public string? DroppedText { get; init; }

    /// <summary>The recogniser's own segments, with times on the call's timeline.</summary>
    public required IReadOnlyList<TranscribedSegment> Segments { get; init; }

    /// <summary>Name of the speech model, for provenance.</summary>
    public required string Model { get; init; }

    /// <summary>The <see cref="RetranscribeCall"/> that asked for it; null while a call is transcribed for the first time.</summary>
    public Guid? RerunId { get; init; }
}

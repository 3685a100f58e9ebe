namespace CallSummary.Contracts;

/// <summary>
/// The beginning of an utterance that is still being said, as far as two recognitions of it agree. The <see cref="UtteranceTranscribed"/> of
/// the same sequence replaces it; one that comes after that is to be ignored. Never stored.
/// </summary>
public sealed record UtterancePartlyTranscribed
{
    /// <summary>Our id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns the call.</summary>
    public required string TenantId { get; init; }

    /// <summary>The leg that speaks.</summary>
    public required Leg Leg { get; init; }

    /// <summary>The sequence that the utterance will have when it has ended.</summary>
    public required int Sequence { get; init; }

    /// <summary>Start of the utterance on the call's timeline.</summary>
    public required TimeSpan Offset { get; init; }

    /// <summary>Length of the sound that was heard for it.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The words so far, trimmed, never empty.</summary>
    public required string Text { get; init; }

    /// <summary>Language of the text, ISO 639-1; empty when unknown.</summary>
    public required string Language { get; init; }

    /// <summary>Mean probability of the tokens of the last recognition, 0 to 1.</summary>
    public required double Probability { get; init; }
}

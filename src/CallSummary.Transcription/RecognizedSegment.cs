namespace CallSummary.Transcription;

/// <summary>A piece of an utterance as the engine timed it, from the start of the utterance.</summary>
internal sealed record RecognizedSegment(TimeSpan Start, TimeSpan End, string Text, double Probability)
{
    /// <summary>Its words with their times, or null where the engine does not give them.</summary>
    public IReadOnlyList<RecognizedWord>? Words { get; init; }

    /// <summary>The same, that much later.</summary>
    public RecognizedSegment After(TimeSpan start) => this with
    {
        Start = Start + start,
        End = End + start,
        Words = Words is null ? null : [.. Words.Select(w => w with { Start = w.Start + start, End = w.End + start })],
    };
}

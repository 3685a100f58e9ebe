namespace CallSummary.Summarization.Transcripts;

/// <summary>A call's transcript in one subscriber's view.</summary>
internal sealed record Transcript
{
    public required IReadOnlyList<TranscriptLine> Lines { get; init; }

    /// <summary>Language of most of the text, ISO 639-1; empty when nothing was said.</summary>
    public required string Language { get; init; }

    /// <summary>Share of the call's utterances that are in, 0 to 1.</summary>
    public required double Coverage { get; init; }

    /// <summary>Mean probability of the lines, weighted by length, 0 to 1.</summary>
    public required double Confidence { get; init; }

    public required IReadOnlyList<string> SpeechModels { get; init; }

    /// <summary>The numbered lines, as models read them.</summary>
    public string Text => string.Join('\n', Lines);
}

namespace CallSummary.Transcription.Evaluation;

/// <summary>What was heard of one recording under one condition.</summary>
internal sealed record AsrResult
{
    public required string File { get; init; }

    public required string Condition { get; init; }

    /// <summary>ISO 639-1, as the corpus says; empty when it does not.</summary>
    public required string Language { get; init; }

    public required string Reference { get; init; }

    public required string Heard { get; init; }

    /// <summary>The languages recognised, parted by commas, in order of appearance.</summary>
    public required string HeardLanguage { get; init; }

    public required int Words { get; init; }

    public required int WordErrors { get; init; }

    public required int Characters { get; init; }

    public required int CharacterErrors { get; init; }

    public required int Entities { get; init; }

    public required int EntityErrors { get; init; }

    /// <summary>Words recognised where nobody speaks.</summary>
    public required int InventedWords { get; init; }

    /// <summary>Utterances dropped by the gates, by reason.</summary>
    public required IReadOnlyDictionary<string, int> Drops { get; init; }

    public required double AudioSeconds { get; init; }

    /// <summary>Seconds from an utterance's start of work to its text, summed.</summary>
    public required double ProcessingSeconds { get; init; }

    /// <summary>Mean probability of the text recognised, 0 to 1.</summary>
    public required double Probability { get; init; }

    public string Key => $"{Condition}\n{File}";
}

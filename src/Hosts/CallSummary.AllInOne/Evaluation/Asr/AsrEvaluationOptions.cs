namespace CallSummary.AllInOne.Evaluation.Asr;

/// <summary>What <c>evaluate asr</c> was asked for.</summary>
internal sealed record AsrEvaluationOptions
{
    public required string Corpus { get; init; }

    public required string Output { get; init; }

    public required IReadOnlyList<string> Conditions { get; init; }

    public required int? Limit { get; init; }

    public required bool TellLanguage { get; init; }

    /// <summary>Encoder floors to compare; empty: one run with the floor that is set.</summary>
    public required IReadOnlyList<int> ContextFloors { get; init; }
}

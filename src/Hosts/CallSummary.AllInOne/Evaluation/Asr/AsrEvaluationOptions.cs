namespace CallSummary.AllInOne.Evaluation.Asr;

/// <summary>What <c>evaluate asr</c> was asked for.</summary>
internal sealed record AsrEvaluationOptions
{
    public required string Corpus { get; init; }

    public required string Output { get; init; }

    public required IReadOnlyList<string> Conditions { get; init; }

    public required int? Limit { get; init; }

    public required bool TellLanguage { get; init; }
}

using System.Text.Json.Serialization;

namespace CallSummary.Transcription.Evaluation.Reports;

/// <summary>The whole evaluation, as <c>report.json</c> holds it.</summary>
internal sealed record AsrReport
{
    /// <summary>Recordings of the corpus.</summary>
    [JsonPropertyName("utterances")]
    public required int Utterances { get; init; }

    /// <summary>Word error rate of all languages under <see cref="Condition"/>.</summary>
    [JsonPropertyName("wer")]
    public required double? Wer { get; init; }

    /// <summary>Character error rate (spaces ignored) of all languages under <see cref="Condition"/>.</summary>
    [JsonPropertyName("cer")]
    public required double? Cer { get; init; }

    [JsonPropertyName("entity_error")]
    public required double? EntityError { get; init; }

    /// <summary>The condition that the figures without another name belong to.</summary>
    [JsonPropertyName("condition")]
    public required string Condition { get; init; }

    [JsonPropertyName("by_language")]
    public required IReadOnlyDictionary<string, AsrFigures> ByLanguage { get; init; }

    [JsonPropertyName("by_condition")]
    public required IReadOnlyDictionary<string, AsrFigures> ByCondition { get; init; }

    /// <summary>Error rates by condition and, below, by language.</summary>
    [JsonPropertyName("by_condition_and_language")]
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, AsrFigures>> ByConditionAndLanguage { get; init; }

    /// <summary>Words recognised where nobody speaks: recordings without text, and sounds made for this.</summary>
    [JsonPropertyName("invented_words")]
    public required int InventedWords { get; init; }

    /// <summary>Words invented, by the kind of sound made for this.</summary>
    [JsonPropertyName("invented_words_by_sound")]
    public required IReadOnlyDictionary<string, int> InventedWordsBySound { get; init; }

    /// <summary>Processing time over audio time, all conditions.</summary>
    [JsonPropertyName("real_time_factor")]
    public required double? RealTimeFactor { get; init; }

    /// <summary>Utterances dropped by the gates, by reason, all conditions.</summary>
    [JsonPropertyName("dropped")]
    public required IReadOnlyDictionary<string, int> Dropped { get; init; }

    /// <summary>Conditions that were asked for and could not be applied, with the reason.</summary>
    [JsonPropertyName("unavailable_conditions")]
    public required IReadOnlyDictionary<string, string> UnavailableConditions { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>What must be known of the model, or null.</summary>
    [JsonPropertyName("notice")]
    public required string? Notice { get; init; }

    public static AsrReport Of(IReadOnlyCollection<AsrResult> results, IReadOnlyDictionary<string, string> unavailable, string model, string? notice)
    {
        var spoken = results.Where(r => r.Condition != AsrEvaluation.NoSpeech).ToArray();
        var head = spoken.Any(r => r.Condition == Degradation.Condition.Clean) ? Degradation.Condition.Clean : spoken[0].Condition;
        var headline = spoken.Where(r => r.Condition == head).ToArray();
        var figures = AsrFigures.Of(headline);
        return new AsrReport
        {
            Utterances = headline.Length,
            Wer = figures.Wer,
            Cer = figures.Cer,
            EntityError = figures.EntityError,
            Condition = head,
            ByLanguage = Group(headline, LanguageOf),
            ByCondition = Group(spoken, r => r.Condition),
            ByConditionAndLanguage = spoken.GroupBy(r => r.Condition)
                .ToDictionary(g => g.Key, IReadOnlyDictionary<string, AsrFigures> (g) => Group([.. g], LanguageOf)),
            InventedWords = results.Sum(r => r.InventedWords),
            InventedWordsBySound = results.Where(r => r.Condition == AsrEvaluation.NoSpeech).OrderBy(r => r.File, StringComparer.Ordinal).ToDictionary(r => r.File, r => r.InventedWords),
            RealTimeFactor = AsrFigures.Of(spoken).RealTimeFactor,
            Dropped = spoken.SelectMany(r => r.Drops).GroupBy(d => d.Key).ToDictionary(g => g.Key, g => g.Sum(d => d.Value)),
            UnavailableConditions = unavailable,
            Model = model,
            Notice = notice,
        };
    }

    private static string LanguageOf(AsrResult result) => result.Language.Length > 0 ? result.Language : "unknown";

    private static Dictionary<string, AsrFigures> Group(IReadOnlyCollection<AsrResult> results, Func<AsrResult, string> by) =>
        results.GroupBy(by).ToDictionary(g => g.Key, g => AsrFigures.Of([.. g]));
}

using System.Text.Json.Serialization;

namespace CallSummary.Summarization.Evaluation;

/// <summary>What a model reached on a set. Ratios are 1 where there was nothing to get wrong.</summary>
internal sealed record ModelScore
{
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("dialogues")]
    public required int Dialogues { get; init; }

    /// <summary>Share of the dialogues for which the model's answer was summary schema 1.</summary>
    [JsonPropertyName("schema_valid")]
    public required double SchemaValid { get; init; }

    /// <summary>Share of the shown items that were expected.</summary>
    [JsonPropertyName("item_precision")]
    public required double ItemPrecision { get; init; }

    /// <summary>Share of the expected items that are shown.</summary>
    [JsonPropertyName("item_recall")]
    public required double ItemRecall { get; init; }

    /// <summary>Share of the expected schedules, numbers and amounts that are shown.</summary>
    [JsonPropertyName("hard_item_recall")]
    public required double HardItemRecall { get; init; }

    /// <summary>Share of all numbers, amounts, times and days shown anywhere that the transcript holds.</summary>
    [JsonPropertyName("number_precision")]
    public required double NumberPrecision { get; init; }

    /// <summary>Share of the shown items whose cited lines hold them.</summary>
    [JsonPropertyName("evidence_accuracy")]
    public required double EvidenceAccuracy { get; init; }

    /// <summary>Share of the expected dates that are resolved to the right moment.</summary>
    [JsonPropertyName("date_accuracy")]
    public required double DateAccuracy { get; init; }

    /// <summary>Share of ordinary calls that are shown as risky.</summary>
    [JsonPropertyName("risk_false_alarms")]
    public required double RiskFalseAlarms { get; init; }

    /// <summary>Share of the fraudulent calls that are shown as risky.</summary>
    [JsonPropertyName("risk_recall")]
    public required double RiskRecall { get; init; }

    /// <summary>Things shown that the transcript does not support.</summary>
    [JsonPropertyName("unsupported_shown")]
    public required int UnsupportedShown { get; init; }

    /// <summary>Things that the model wrote and the check left out.</summary>
    [JsonPropertyName("dropped")]
    public required int Dropped { get; init; }

    /// <summary>Dialogues whose summary is extractive because the model gave none.</summary>
    [JsonPropertyName("fallbacks")]
    public required int Fallbacks { get; init; }

    /// <summary>Mean seconds a summary, one after the other.</summary>
    [JsonPropertyName("seconds")]
    public required double Seconds { get; init; }

    /// <summary>95th percentile of the seconds.</summary>
    [JsonPropertyName("seconds_p95")]
    public required double SecondsP95 { get; init; }

    public static ModelScore Of(string model, IReadOnlyList<DialogueScore> scores)
    {
        var risky = scores.Where(s => s.Dialogue.Expected.Risk.Level != "none").ToList();
        var ordinary = scores.Except(risky).ToList();
        return new ModelScore
        {
            Model = model,
            Dialogues = scores.Count,
            SchemaValid = Ratio(scores.Count(s => s.SchemaValid), scores.Count),
            ItemPrecision = Ratio(scores.Sum(s => s.Matched), scores.Sum(s => s.Items)),
            ItemRecall = Ratio(scores.Sum(s => s.Matched), scores.Sum(s => s.Expected)),
            HardItemRecall = Ratio(scores.Sum(s => s.Hard.Found), scores.Sum(s => s.Hard.Expected)),
            NumberPrecision = Ratio(scores.Sum(s => s.Numbers.Right), scores.Sum(s => s.Numbers.All)),
            EvidenceAccuracy = Ratio(scores.Sum(s => s.EvidenceRight), scores.Sum(s => s.Items)),
            DateAccuracy = Ratio(scores.Sum(s => s.Dates.Right), scores.Sum(s => s.Dates.Expected)),
            RiskFalseAlarms = ordinary.Count == 0 ? 0 : Ratio(ordinary.Count(IsAlarm), ordinary.Count),
            RiskRecall = Ratio(risky.Count(IsAlarm), risky.Count),
            UnsupportedShown = scores.Sum(s => s.Unsupported.Count),
            Dropped = scores.Sum(s => s.Dropped),
            Fallbacks = scores.Count(s => s.FellBack),
            Seconds = Math.Round(scores.Average(s => s.Seconds), 4),
            SecondsP95 = Math.Round(scores.Select(s => s.Seconds).Order().ElementAt((int)(0.95 * (scores.Count - 1))), 4),
        };
    }

    private static bool IsAlarm(DialogueScore score) => score.Shown.Risk.Level != "none";

    private static double Ratio(int part, int whole) => whole == 0 ? 1 : Math.Round((double)part / whole, 4);
}

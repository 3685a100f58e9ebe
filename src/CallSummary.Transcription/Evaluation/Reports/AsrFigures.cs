using System.Text.Json.Serialization;

namespace CallSummary.Transcription.Evaluation.Reports;

/// <summary>Error rates of a group of results: errors over units of the reference, null where there is nothing to be wrong about.</summary>
internal sealed record AsrFigures
{
    /// <summary>Recordings.</summary>
    [JsonPropertyName("utterances")]
    public required int Utterances { get; init; }

    /// <summary>Word error rate.</summary>
    [JsonPropertyName("wer")]
    public required double? Wer { get; init; }

    /// <summary>Character error rate, spaces ignored.</summary>
    [JsonPropertyName("cer")]
    public required double? Cer { get; init; }

    /// <summary>Share of entities (or words with digits) that are not in the text.</summary>
    [JsonPropertyName("entity_error")]
    public required double? EntityError { get; init; }

    /// <summary>Processing time over audio time.</summary>
    [JsonPropertyName("real_time_factor")]
    public required double? RealTimeFactor { get; init; }

    public static AsrFigures Of(IReadOnlyCollection<AsrResult> results) => new()
    {
        Utterances = results.Count,
        Wer = Ratio(results.Sum(r => r.WordErrors), results.Sum(r => r.Words)),
        Cer = Ratio(results.Sum(r => r.CharacterErrors), results.Sum(r => r.Characters)),
        EntityError = Ratio(results.Sum(r => r.EntityErrors), results.Sum(r => r.Entities)),
        RealTimeFactor = Ratio(results.Sum(r => r.ProcessingSeconds), results.Sum(r => r.AudioSeconds)),
    };

    private static double? Ratio(double part, double whole) => whole > 0 ? Math.Round(part / whole, 5) : null;
}

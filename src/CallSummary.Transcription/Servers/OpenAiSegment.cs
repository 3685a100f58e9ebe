using System.Text.Json.Serialization;

namespace CallSummary.Transcription.Servers;

/// <summary>A segment of a <c>verbose_json</c> answer; times in seconds.</summary>
internal sealed record OpenAiSegment(
    [property: JsonPropertyName("start")] double Start,
    [property: JsonPropertyName("end")] double End,
    [property: JsonPropertyName("text")] string? Text,
    [property: JsonPropertyName("avg_logprob")] double? LogProbability,
    [property: JsonPropertyName("no_speech_prob")] double? NoSpeechProbability)
{
    /// <summary>A very short segment still counts a little when probabilities are averaged.</summary>
    [JsonIgnore]
    public double Length => Math.Max(0.01, End - Start);

    [JsonIgnore]
    public double Probability => Math.Clamp(Math.Exp(LogProbability ?? double.NegativeInfinity), 0, 1);

    public RecognizedSegment ToSegment() => new(Time(Start), Time(End), Text?.Trim() ?? "", Probability);

    // Numbers from outside: an hour is longer than any utterance.
    private static TimeSpan Time(double seconds) => TimeSpan.FromSeconds(double.IsFinite(seconds) ? Math.Clamp(seconds, 0, 3600) : 0);
}

using System.Text.Json.Serialization;

namespace CallSummary.Transcription.Servers;

/// <summary>The <c>verbose_json</c> answer. Servers leave fields out, so all but the text are optional.</summary>
internal sealed record OpenAiTranscript(
    [property: JsonPropertyName("text")] string? Text,
    [property: JsonPropertyName("language")] string? Language,
    [property: JsonPropertyName("segments")] IReadOnlyList<OpenAiSegment>? Segments)
{
    /// <summary>The answer in our terms.</summary>
    /// <param name="asked">The language that was asked for, or null.</param>
    public Recognition ToRecognition(string? asked)
    {
        var text = Text?.Trim() ?? "";
        if (text.Length == 0)
        {
            return Recognition.Nothing;
        }

        var pieces = Segments ?? [];
        var rated = pieces.Where(s => s.LogProbability is not null).ToArray();
        return new Recognition(
            text,
            asked ?? Code(Language),
            rated.Length == 0 ? null : rated.Sum(s => s.Probability * s.Length) / rated.Sum(s => s.Length),
            pieces.Count == 0 ? 0 : pieces.Max(s => s.NoSpeechProbability ?? 0),
            [.. pieces.Where(s => !string.IsNullOrWhiteSpace(s.Text)).Select(s => s.ToSegment())]);
    }

    // OpenAI answers with English names, other servers with ISO 639-1 codes.
    private static string Code(string? language) => language?.ToLowerInvariant() switch
    {
        "korean" => "ko",
        "english" => "en",
        "japanese" => "ja",
        "chinese" => "zh",
        { Length: 2 } code => code,
        _ => "",
    };
}

using System.ComponentModel.DataAnnotations;

namespace CallSummary.Summarization.OpenAICompatible;

/// <summary>Settings of a server with the OpenAI chat interface: <c>CallSummary:Summarization:OpenAICompatible</c>. Nothing is contacted unless the engine is chosen.</summary>
public sealed class OpenAICompatibleOptions
{
    /// <summary>Address up to and including the version, for example <c>http://llm.internal:8000/v1</c>.</summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>The model's name as the server knows it.</summary>
    public string Model { get; set; } = string.Empty;

    /// <summary>Key sent as bearer token; servers without keys ignore it. Keep it out of files: <c>CallSummary__Summarization__OpenAICompatible__ApiKey</c>.</summary>
    public string ApiKey { get; set; } = string.Empty;

    /// <summary>Repeats of a failed request (408, 429, 5xx, connection lost), 0 to 10, within the answer's time-out.</summary>
    [Range(0, 10, ErrorMessage = "CallSummary:Summarization:OpenAICompatible:Retries must be between 0 and 10.")]
    public int Retries { get; set; } = 2;

    /// <summary>Longest answer in tokens, 128 to 32,768.</summary>
    [Range(128, 32_768, ErrorMessage = "CallSummary:Summarization:OpenAICompatible:MaxAnswerTokens must be between 128 and 32768.")]
    public int MaxAnswerTokens { get; set; } = 2048;

    /// <summary>Ask for the answer as it is written, so that its title is shown first. Off for servers that do not stream.</summary>
    public bool Streaming { get; set; } = true;

    /// <summary>Most characters of transcript sent at once, 1,000 to 2,000,000; a longer call is sent in parts.</summary>
    [Range(1000, 2_000_000, ErrorMessage = "CallSummary:Summarization:OpenAICompatible:MaxTranscriptCharacters must be between 1000 and 2000000.")]
    public int MaxTranscriptCharacters { get; set; } = 60_000;
}

using System.ComponentModel.DataAnnotations;

namespace CallSummary.Summarization.OpenAICompatible;

/// <summary>Settings of a server with the OpenAI chat interface: <c>CallSummary:Summarization:OpenAICompatible</c>, and <c>CallSummary:Summarization:Servers:NAME</c> for further ones. Nothing is contacted unless the engine is chosen.</summary>
public sealed class OpenAICompatibleOptions
{
    /// <summary>Address up to and including the version, for example <c>http://llm.internal:8000/v1</c>.</summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>The model's name as the server knows it.</summary>
    public string Model { get; set; } = string.Empty;

    /// <summary>Key sent as bearer token; servers without keys ignore it. Keep it out of files: <c>CallSummary__Summarization__OpenAICompatible__ApiKey</c>.</summary>
    public string ApiKey { get; set; } = string.Empty;

    /// <summary>Longest time to reach the server, 0.1 second to 1 minute; the answer itself has <c>CallSummary:Summarization:AnswerTimeout</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ErrorMessage = "CallSummary:Summarization:OpenAICompatible:ConnectTimeout must be between 00:00:00.1 and 00:01:00.")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Repeats of a failed request (408, 429, 5xx, connection lost before the answer began), 0 to 10, within the answer's time-out.</summary>
    [Range(0, 10, ErrorMessage = "CallSummary:Summarization:OpenAICompatible:Retries must be between 0 and 10.")]
    public int Retries { get; set; } = 2;

    /// <summary>Time before the first repeat, 0 to 1 minute; doubled for each further one, with jitter. A server's <c>Retry-After</c> comes before it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00", ErrorMessage = "CallSummary:Summarization:OpenAICompatible:RetryDelay must be between 00:00:00 and 00:01:00.")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest <c>Retry-After</c> that is waited for, 0 to 10 minutes; a server that asks for more is not asked again for this call, which goes to the next engine.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00", ErrorMessage = "CallSummary:Summarization:OpenAICompatible:MaxRetryAfter must be between 00:00:00 and 00:10:00.")]
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Questions within <see cref="BreakWindow"/>, 2 to 1,000, from which on half of them failing leaves the server alone for <see cref="BreakFor"/>: calls go to the next engine at once.</summary>
    [Range(2, 1000, ErrorMessage = "CallSummary:Summarization:OpenAICompatible:BreakAfter must be between 2 and 1000.")]
    public int BreakAfter { get; set; } = 4;

    /// <summary>How far back failures count, 1 second to 1 hour. About the answer's time-out is good: then a server that hangs is left alone after its first time-outs.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "CallSummary:Summarization:OpenAICompatible:BreakWindow must be between 00:00:01 and 01:00:00.")]
    public TimeSpan BreakWindow { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a failing server is left alone, 1 second to 1 hour; then one call tries it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "CallSummary:Summarization:OpenAICompatible:BreakFor must be between 00:00:01 and 01:00:00.")]
    public TimeSpan BreakFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Questions of one tenant at once, 0 to 10,000; 0 is no limit. Over it the call goes to the next engine, and is asked again later.</summary>
    [Range(0, 10_000, ErrorMessage = "CallSummary:Summarization:OpenAICompatible:TenantConcurrency must be between 0 and 10000.")]
    public int TenantConcurrency { get; set; }

    /// <summary>Tokens that one tenant may send in a minute, 0 to 100,000,000; 0 is no limit. Two characters of transcript count as a token; the budget refills every 6 seconds.</summary>
    [Range(0, 100_000_000, ErrorMessage = "CallSummary:Summarization:OpenAICompatible:TenantTokensPerMinute must be between 0 and 100000000.")]
    public int TenantTokensPerMinute { get; set; }

    /// <summary>Longest answer in tokens, 128 to 32,768.</summary>
    [Range(128, 32_768, ErrorMessage = "CallSummary:Summarization:OpenAICompatible:MaxAnswerTokens must be between 128 and 32768.")]
    public int MaxAnswerTokens { get; set; } = 2048;

    /// <summary>The model was fine-tuned for this task and takes the bare lines, as the bundled one does; others need our instructions.</summary>
    public bool TranscriptAlone { get; set; }

    /// <summary>Ask for the answer as it is written, so that its title is shown first. Off for servers that do not stream.</summary>
    public bool Streaming { get; set; } = true;

    /// <summary>Most characters of transcript sent at once, 1,000 to 2,000,000; a longer call is sent in parts.</summary>
    [Range(1000, 2_000_000, ErrorMessage = "CallSummary:Summarization:OpenAICompatible:MaxTranscriptCharacters must be between 1000 and 2000000.")]
    public int MaxTranscriptCharacters { get; set; } = 60_000;
}

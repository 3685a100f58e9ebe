using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using CallSummary.Summarization.Summaries;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.SemanticKernel.ChatCompletion;
using OpenAI;
using OpenAI.Chat;
using Polly;

namespace CallSummary.Summarization.OpenAICompatible;

/// <summary>A configured server: its connections, with retries and a cap on answers, and its guard. Its models differ in nothing but their name.</summary>
internal sealed class OpenAICompatibleServer : IDisposable
{
    // What a server sends around one token of a streamed answer, and around an answer or an error.
    private const long BytesPerToken = 1024;
    private const long BytesAround = 64 * 1024;

    private readonly OpenAICompatibleOptions _options;
    private readonly ServerErrors _errors;
    private readonly HttpClient _http;
    private readonly ServerGuard _guard;

    /// <param name="name">Its section below <c>CallSummary:Summarization</c>, for messages.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="time">Measures delays and breaks.</param>
    /// <param name="network">Reaches the server; null for the network.</param>
    public OpenAICompatibleServer(string name, OpenAICompatibleOptions options, TimeProvider time, HttpMessageHandler? network = null)
    {
        _options = options;
        _errors = new ServerErrors($"{SummarizationOptions.Section}:{name}", options.BaseUrl!);
        _guard = new ServerGuard(options, time);

        // No redirects, so nothing is sent anywhere else. Addresses are looked up again now and then, since this lives as long as the process.
        network ??= new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = options.ConnectTimeout };
        _http = new HttpClient(new CappedAnswers(BytesAround + (options.MaxAnswerTokens * BytesPerToken)) { InnerHandler = Retries(options, time, network) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>A model of the server, by the name that the server knows it by.</summary>
    public SummaryModel Model(string model)
    {
        var client = new ChatClient(
            model,
            new ApiKeyCredential(_options.ApiKey.Length > 0 ? _options.ApiKey : "none"),
            new OpenAIClientOptions
            {
                Endpoint = _options.BaseUrl,
                NetworkTimeout = Timeout.InfiniteTimeSpan, // AnswerTimeout ends it.
                RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
                Transport = new HttpClientPipelineTransport(_http),
            });
        var chat = new ServerChatClient(client.AsIChatClient(), _errors).AsChatCompletionService();
        return new SummaryModel(chat, model, _options.TranscriptAlone, _options.MaxAnswerTokens, _options.MaxTranscriptCharacters) { Streams = _options.Streaming, Guard = _guard, Server = this };
    }

    public void Dispose()
    {
        _http.Dispose();
        _guard.Dispose();
    }

    private static HttpMessageHandler Retries(OpenAICompatibleOptions options, TimeProvider time, HttpMessageHandler network)
    {
        if (options.Retries == 0)
        {
            return network;
        }

        // 408, 429, 5xx and lost connections are transient: the library's own list, and its reading of Retry-After.
        var retry = new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = options.Retries,
            Delay = options.RetryDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
        };
        var transient = retry.ShouldHandle;
        retry.ShouldHandle = async arguments => !AsksForLongerThan(arguments.Outcome.Result, options.MaxRetryAfter, time) && await transient(arguments);
        return new ResilienceHandler(new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }.AddRetry(retry).Build()) { InnerHandler = network };
    }

    private static bool AsksForLongerThan(HttpResponseMessage? response, TimeSpan most, TimeProvider time) =>
        response is { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, Headers.RetryAfter: { } after }
        && (after.Delta ?? after.Date - time.GetUtcNow()) > most;
}

using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace CallSummary.Summarization.OpenAICompatible;

/// <summary>The configured server behind the common chat interface.</summary>
internal static class OpenAICompatibleClient
{
    /// <summary>Name of the HTTP client: no redirects, so nothing is sent anywhere else.</summary>
    public const string HttpClientName = "CallSummary.Summarization";

    public static IChatClient Create(OpenAICompatibleOptions options, string model, TimeSpan timeout, IHttpClientFactory http)
    {
        var client = new ChatClient(
            model,
            new ApiKeyCredential(options.ApiKey.Length > 0 ? options.ApiKey : "none"),
            new OpenAIClientOptions
            {
                Endpoint = options.BaseUrl,
                NetworkTimeout = timeout,
                RetryPolicy = new ClientRetryPolicy(options.Retries),
                Transport = new HttpClientPipelineTransport(http.CreateClient(HttpClientName)),
            });
        return client.AsIChatClient();
    }
}

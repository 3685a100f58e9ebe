using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CallSummary.TestKit;

namespace CallSummary.AcceptanceTests.Subscribers;

/// <summary>What an owner of an API key does with it.</summary>
internal sealed class SubscriberApp : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public SubscriberApp(Uri api, string key)
    {
        Http = new HttpClient { BaseAddress = api };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public HttpClient Http { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<JsonNode> GetJsonAsync(string path) => JsonNode.Parse(await Http.GetStringAsync(path, Cancellation))!;

    public async Task<HttpStatusCode> StatusOfAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return response.StatusCode;
    }

    public async Task<IReadOnlyList<JsonNode>> CallsAsync() => [.. (await GetJsonAsync("/api/v1/calls?limit=100"))["items"]!.AsArray().Select(call => call!)];

    public Task<JsonNode> TranscriptAsync(Guid callId) => GetJsonAsync($"/api/v1/calls/{callId}/transcript");

    public Task<JsonNode> SummaryAsync(Guid callId) => GetJsonAsync($"/api/v1/calls/{callId}/summary");

    /// <summary>Waits until the only call to the number has its summary.</summary>
    public async Task<Guid> SummarizedCallAsync(string calleeNumber)
    {
        JsonNode? call = null;
        await Eventually.True(
            async () =>
            {
                call = (await CallsAsync()).SingleOrDefault(c => (string?)c["callee_number"] == calleeNumber);
                return (string?)call?["state"] == "summarized";
            },
            $"the call to {calleeNumber} to be summarised",
            Patience);
        return Guid.Parse((string)call!["id"]!);
    }

    /// <summary>Registers a webhook for every event; returns its id.</summary>
    public async Task<Guid> RegisterAsync(SubscriberServer receiver)
    {
        using var response = await Http.PostAsJsonAsync("/api/v1/webhooks", new { url = receiver.Url, secret = receiver.Secret }, Cancellation);
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.Created, body);
        return Guid.Parse((string)JsonNode.Parse(body)!["id"]!);
    }

    public void Dispose() => Http.Dispose();
}

using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace CallSummary.AllInOne.Demo;

/// <summary>What a subscriber's app does: reads its calls over REST and follows events as they happen, with the subscriber's key.</summary>
internal sealed class SubscriberApp : IDisposable
{
    private static readonly string[] EventTypes = ["summary.ready"];
    private readonly HttpClient _http;

    public SubscriberApp(Uri service, string apiKey)
    {
        _http = new HttpClient { BaseAddress = service, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
    }

    /// <summary>Events of the subscriber's calls, until cancelled.</summary>
    public async IAsyncEnumerable<SubscriberEvent> FollowAsync(TaskCompletionSource connected, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        connected.TrySetResult();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            if (JsonNode.Parse(item.Data)?["data"] is { } data && Guid.TryParse((string?)data["call_id"], out var callId))
            {
                yield return new SubscriberEvent(item.EventType, callId, data);
            }
        }
    }

    public async Task RegisterWebhookAsync(Uri url, string secret, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(
            "/api/v1/webhooks", new { url = url.ToString(), secret, event_types = EventTypes }, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"The webhook was not accepted: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    public async Task<JsonNode> TranscriptAsync(Guid callId, CancellationToken cancellationToken)
        => JsonNode.Parse(await _http.GetStringAsync($"/api/v1/calls/{callId}/transcript", cancellationToken))!;

    /// <summary>Saves what the subscriber has of a call: transcript, summary and the stereo recording.</summary>
    public async Task SaveAsync(Guid callId, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (var (resource, file) in new[] { ("transcript", "transcript.json"), ("summary", "summary.json"), ("recording", "recording.wav") })
        {
            await using var content = await _http.GetStreamAsync($"/api/v1/calls/{callId}/{resource}", cancellationToken);
            await using var target = File.Create(Path.Combine(folder, file));
            await content.CopyToAsync(target, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();
}

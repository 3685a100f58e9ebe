using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace CallSummary.AcceptanceTests.Subscribers;

/// <summary>An app that stays connected and keeps what it is told.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentQueue<ReceivedEvent> _received = new();
    private readonly HttpResponseMessage _response;
    private readonly Task _reading;

    private EventStream(HttpResponseMessage response)
    {
        _response = response;
        _reading = ReadAsync();
    }

    public IReadOnlyList<ReceivedEvent> Received => [.. _received];

    /// <summary>Connects; from then on nothing is missed.</summary>
    public static async Task<EventStream> OpenAsync(SubscriberApp app)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        var response = await app.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return new EventStream(response);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _reading;
        _response.Dispose();
        _over.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            await using var stream = await _response.Content.ReadAsStreamAsync(_over.Token);
            await foreach (var item in SseParser.Create(stream).EnumerateAsync(_over.Token))
            {
                _received.Enqueue(new ReceivedEvent((string)JsonNode.Parse(item.Data)!["id"]!, item.EventType, item.Data));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            // The app was closed, or the service was.
        }
    }
}

using System.Text.Json;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>Reads an event stream, with a deadline for each event.</summary>
internal sealed class EventReader : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private EventReader(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _lines = new StreamReader(body);
    }

    public static async Task<EventReader> OpenAsync(HttpClient client, string query = "", string? lastEventId = null, string path = "/api/v1/events")
    {
        var response = await client.SendAsync(
            HttpMethod.Get, $"{path}{query}", lastEventId is null ? [] : [("Last-Event-ID", lastEventId)]);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventReader(response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The next event; null when the stream has ended.</summary>
    public async Task<(string Type, string? Id, JsonElement Data)?> NextAsync()
    {
        var (type, id, data) = (string.Empty, (string?)null, string.Empty);
        while (await LineAsync() is { } line)
        {
            if (line.Length == 0 && data.Length > 0)
            {
                return (type, id, JsonDocument.Parse(data).RootElement.Clone());
            }

            type = line.StartsWith("event: ", StringComparison.Ordinal) ? line[7..] : type;
            id = line.StartsWith("id: ", StringComparison.Ordinal) ? line[4..] : id;
            data = line.StartsWith("data: ", StringComparison.Ordinal) ? line[6..] : data;
        }

        return null;
    }

    /// <summary>Reads on until a comment that begins so; false when the stream ends first.</summary>
    public async Task<bool> CommentAsync(string comment)
    {
        while (await LineAsync() is { } line)
        {
            if (line.StartsWith(": " + comment, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }

    private async Task<string?> LineAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await _lines.ReadLineAsync(limit.Token);
        }
        catch (Exception exception) when (exception is IOException or HttpIOException)
        {
            return null;
        }
    }
}

using CallSummary.Portal.Access;
using CallSummary.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Events;

/// <summary>
/// Writes one reader's stream. By hand, because the framework's result for server-sent events writes no comments, and comments are
/// what keeps proxies from closing a quiet stream.
/// </summary>
internal sealed class EventStream(
    EventHub hub,
    MissedSummaries missed,
    IDbContextFactory<CallSummaryDbContext> contexts,
    IHostApplicationLifetime lifetime,
    IOptions<PortalOptions> options,
    TimeProvider time,
    ILogger<EventStream> logger)
{
    public async Task WriteAsync(HttpContext http, EventConnection reader, bool wantsSummaries)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            http.Response.ContentType = "text/event-stream";
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would hold events back.
            await http.Response.WriteAsync("retry: 3000\n: connected\n\n", ending.Token);
            await WriteMissedAsync(http.Response, reader, wantsSummaries, ending.Token);
            await http.Response.Body.FlushAsync(ending.Token);
            await WriteLiveAsync(http.Response, reader, ending.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && ending.IsCancellationRequested)
        {
            // The reader left, or this host stops; the reader comes back with its Last-Event-ID.
        }
        catch (Exception exception)
        {
            // Half a stream cannot turn into an error answer.
            logger.StreamFailed(exception);
            http.Abort();
        }
        finally
        {
            hub.Disconnect(reader);
            reader.Dispose();
        }
    }

    private async Task WriteMissedAsync(HttpResponse response, EventConnection reader, bool wantsSummaries, CancellationToken cancellationToken)
    {
        if (reader.Gap is null && !reader.UnknownPosition)
        {
            return;
        }

        // No id: a gap is not a place to resume from.
        await response.WriteAsync($"event: {EventTypes.StreamGap}\ndata: {{\"type\":\"{EventTypes.StreamGap}\"}}\n\n", cancellationToken);
        if (reader.Gap is not { } gap || !wantsSummaries)
        {
            return;
        }

        foreach (var happened in await missed.SinceAsync(reader.Scope, gap.At, cancellationToken))
        {
            await WriteEventAsync(response, null, happened, reader.Scope, cancellationToken);
        }
    }

    private async Task WriteLiveAsync(HttpResponse response, EventConnection reader, CancellationToken cancellationToken)
    {
        var heartbeat = options.Value.Events.Heartbeat;
        var next = time.GetUtcNow() + heartbeat;
        while (true)
        {
            var wait = next - time.GetUtcNow();
            foreach (var item in await reader.TakeAsync(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, cancellationToken))
            {
                await WriteEventAsync(response, item.Position, item.Event, reader.Scope, cancellationToken);
            }

            if (time.GetUtcNow() >= next)
            {
                next = time.GetUtcNow() + heartbeat;
                if (!await StillValidAsync(reader, cancellationToken))
                {
                    return;
                }

                await response.WriteAsync(": heartbeat\n\n", cancellationToken);
            }

            await response.Body.FlushAsync(cancellationToken);
        }
    }

    private static async Task WriteEventAsync(
        HttpResponse response, StreamPosition? position, PortalEvent happened, CallScope scope, CancellationToken cancellationToken)
    {
        // JSON escapes line breaks, so one data line holds it all. Nothing, when its call was erased meanwhile.
        if (happened.For(scope) is { } json)
        {
            var id = position is { } place ? $"id: {place}\n" : string.Empty;
            await response.WriteAsync($"{id}event: {happened.Type}\ndata: {json}\n\n", cancellationToken);
        }
    }

    private async Task<bool> StillValidAsync(EventConnection reader, CancellationToken cancellationToken)
    {
        var id = Guid.Parse(reader.KeyId);
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        return await reader.Scope.ApiKeys(database).AnyAsync(k => k.Id == id && k.RevokedAt == null, cancellationToken)
            || await reader.Scope.Sessions(database).AnyAsync(s => s.Id == id && s.ExpiresAt > now, cancellationToken);
    }
}

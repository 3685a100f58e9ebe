using System.Security.Claims;
using CallSummary.Portal.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Events;

/// <summary><c>GET /api/v1/events</c>.</summary>
internal static class EventEndpoints
{
    private const string Description = """
        Server-sent events: `call.started`, `transcript.partial`, `transcript.line`, `risk.raised`, `call.ended`, `summary.titled`, `summary.ready`, `summary.failed`, `call.erased`, each with an
        EventEnvelope as its data, of the calls that the key may read and from that reader's view. `types` (comma-separated) chooses some.

        **Lines.** `transcript.line` is what was said, once its speaker has paused. A speaker who talks on gives `transcript.partial` before it: the words so far,
        as often as two recognitions agree on more of them and only while workers have nothing better to do. `leg` and `sequence` say which line it will be. Put its text in the
        place of what you showed for it, take it away when the text is empty, and ignore one that comes after its line. These have no `id:` and are not repeated.

        **Browsers.** `EventSource` cannot set the Authorization header, and a key in a URL would end up in logs: read the stream with
        `fetch(url, { headers: { Authorization: 'Bearer cs_…' } })` and a reader of `text/event-stream` over `response.body`.

        **Resuming.** Send the last `id:` you saw as the header `Last-Event-ID`. A reader that comes back to the same process gets what it
        missed, as long as the process keeps it (2,000 events by default). Otherwise the stream begins with the event `stream.gap`, followed by
        `summary.ready` for the summaries stored since (the last 200), from the database; other missed events are not repeated: list the calls.
        An event may come twice: its `id` in the data is always the same.

        **Limits.** A comment comes every 15 seconds. A reader that falls more than 256 events behind is cut off and may resume. A revoked
        key's streams end within a heartbeat.
        """;

    public static void MapEvents(this IEndpointRouteBuilder api) =>
        api.MapGet("/events", GetAsync).WithTags("Events").WithName("StreamEvents").WithSummary("Follow events as they happen").WithDescription(Description)
            .Produces<EventEnvelope>(StatusCodes.Status200OK, "text/event-stream")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    internal static async Task<IResult> GetAsync(
        string? types, CallScope scope, HttpContext http, EventHub hub, EventStream stream, IOptions<PortalOptions> options)
    {
        var wanted = types is null ? [.. EventTypes.Stream] : types.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        if (wanted.Count == 0 || !wanted.IsSubsetOf(EventTypes.Stream))
        {
            return ApiProblem.BadRequest($"\"types\" must name events, separated by commas: {string.Join(", ", EventTypes.Stream)}. Leave it out for all.");
        }

        var reader = new EventConnection(
            http.User.FindFirstValue(ClaimTypes.NameIdentifier)!, scope, wanted, options.Value.Events.ConnectionBuffer, http.Abort);
        switch (hub.Connect(reader, http.Request.Headers["Last-Event-ID"]))
        {
            case ConnectRefusal.TooManyForKey:
                reader.Dispose();
                return ApiProblem.TooMany($"Your API key has {options.Value.Events.ConnectionsPerKey} open event streams, which is the limit: close one, or share one among your readers.");
            case ConnectRefusal.TooManyInAll:
                reader.Dispose();
                return TypedResults.Problem("This process serves as many event streams as it may: try again in a moment.", statusCode: StatusCodes.Status503ServiceUnavailable);
            default:
                await stream.WriteAsync(http, reader, wanted.Contains(EventTypes.SummaryReady));
                return TypedResults.Empty;
        }
    }
}

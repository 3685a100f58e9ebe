using CallSummary.Contracts;
using CallSummary.Portal.Access;
using CallSummary.Portal.Events;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Erasure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Calls;

/// <summary><c>/api/v1/calls</c>: the calls themselves; transcript, summary and recording have their own classes.</summary>
internal static class CallEndpoints
{
    public static void MapCalls(this IEndpointRouteBuilder api)
    {
        var calls = api.MapGroup("/calls").WithTags("Calls");
        calls.MapGet("", ListAsync).WithName("ListCalls").WithSummary("List calls")
            .WithDescription($"Newest first. `limit` is 1 to {CallQuery.LongestPage} (default {CallQuery.DefaultPage}); `cursor` is the `next_cursor` of the page before; `from` (inclusive) and `to` (exclusive) are ISO 8601 times of the call's start. Calls that begin while you page do not shift the pages.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        calls.MapGet("/{id:guid}", GetAsync).WithName("GetCall").WithSummary("Read a call")
            .WithDescription("Who called whom, when, how far the work on it has come, and its summary in short.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        calls.MapDelete("/{id:guid}", EraseAsync).WithName("EraseCall").WithSummary("Erase a call")
            .WithDescription("Erases recording, transcript and summaries for everybody who could read them, at once and for good. From then on the call answers 404.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        calls.MapTranscript();
        calls.MapSummary();
        calls.MapRecording();
    }

    private static async Task<Results<Ok<CallPage>, ProblemHttpResult>> ListAsync(
        CallScope scope, CallSummaryDbContext database, int? limit, string? cursor, string? from, string? to, CancellationToken cancellationToken)
    {
        if (CallQuery.Parse(limit, cursor, from, to, out var problem) is not { } query)
        {
            return ApiProblem.BadRequest(problem);
        }

        var calls = scope.Calls(database);
        if (query.From is { } start)
        {
            calls = calls.Where(c => c.StartedAt >= start);
        }

        if (query.To is { } end)
        {
            calls = calls.Where(c => c.StartedAt < end);
        }

        if (query.After is { } after)
        {
            calls = calls.Where(c => c.StartedAt < after.StartedAt || (c.StartedAt == after.StartedAt && c.Id < after.Id));
        }

        // One more than asked tells whether there is a next page.
        var rows = await calls.OrderByDescending(c => c.StartedAt).ThenByDescending(c => c.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var more = rows.Count > query.Limit;
        if (more)
        {
            rows.RemoveAt(query.Limit);
        }

        var ids = rows.ConvertAll(c => c.Id);
        var summaries = await scope.Summaries(database).Where(s => ids.Contains(s.CallId)).ToListAsync(cancellationToken);
        return TypedResults.Ok(new CallPage
        {
            Items = rows.ConvertAll(call => Resource(call, scope, summaries)),
            NextCursor = more ? new CallCursor(rows[^1].StartedAt, rows[^1].Id).ToString() : null,
        });
    }

    private static async Task<Results<Ok<CallResource>, ProblemHttpResult>> GetAsync(
        Guid id, CallScope scope, CallSummaryDbContext database, CancellationToken cancellationToken)
    {
        if (await scope.Calls(database).SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } call)
        {
            return ApiProblem.NoCall();
        }

        var summaries = await scope.Summaries(database).Where(s => s.CallId == id).ToListAsync(cancellationToken);
        return TypedResults.Ok(Resource(call, scope, summaries));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EraseAsync(
        Guid id, CallScope scope, CallSummaryDbContext database, CallEraser eraser, KnownParties known, CancellationToken cancellationToken)
    {
        if (await scope.Calls(database).SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } call)
        {
            return ApiProblem.NoCall();
        }

        // The numbers go with the call, and its readers must still be told.
        known.Remember(id, CallParties.Of(call));
        await eraser.EraseAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static CallResource Resource(Call call, CallScope scope, List<Summary> summaries)
    {
        var view = CallParties.Of(call).ViewOf(scope) ?? Leg.Caller;
        return CallResource.Of(call, view, summaries.Find(s => s.CallId == call.Id && s.SubscriberLeg == view));
    }
}

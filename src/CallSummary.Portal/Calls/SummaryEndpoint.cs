using CallSummary.Contracts;
using CallSummary.Portal.Access;
using CallSummary.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Calls;

/// <summary><c>GET /api/v1/calls/{id}/summary</c>.</summary>
internal static class SummaryEndpoint
{
    public static void MapSummary(this IEndpointRouteBuilder calls) =>
        calls.MapGet("/{id:guid}/summary", GetAsync).WithName("GetSummary").WithSummary("Read a call's summary")
            .WithDescription("Summary schema version 1, written from the reader's leg (`me`); evidence names lines of the transcript. `leg` (`caller` or `callee`) lets a key of the tenant choose. 404 as well while it is being written: the event summary.ready tells when it is there.")
            .Produces<SummaryDocument>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> GetAsync(
        Guid id, string? leg, CallScope scope, CallSummaryDbContext database, CancellationToken cancellationToken)
    {
        if (await scope.Calls(database).SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } call)
        {
            return ApiProblem.NoCall();
        }

        if (ReaderLeg.Choose(call, scope, leg, out var problem) is not { } me)
        {
            return ApiProblem.BadRequest(problem);
        }

        var json = await scope.Summaries(database)
            .Where(s => s.CallId == id && s.SubscriberLeg == me)
            .Select(s => s.DocumentJson)
            .SingleOrDefaultAsync(cancellationToken);

        // As stored: fields that a later version wrote are passed on, not lost.
        return json is null
            ? ApiProblem.NotFound($"The call has no summary for the {(me == Leg.Caller ? "caller" : "callee")} (yet). The call's \"state\" says how far it is; the event summary.ready tells when it is there.")
            : TypedResults.Text(json, "application/json; charset=utf-8");
    }
}

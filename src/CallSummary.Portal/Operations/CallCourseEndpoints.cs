using CallSummary.Contracts;
using CallSummary.Portal.Console;
using CallSummary.Portal.Pages;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Operations;

/// <summary><c>/console/operations/calls/{id}</c>: how a call went; and its recording paused while it runs.</summary>
internal static class CallCourseEndpoints
{
    public static void MapCallCourse(this IEndpointRouteBuilder operations)
    {
        var call = operations.MapGroup("/calls/{id:guid}");
        call.MapGet("", async (Guid id, Viewer viewer, CallCourse course, CancellationToken cancellationToken) =>
            await course.ReadAsync(id, viewer, cancellationToken) is { } page ? Show.Page("/Operations/CallCoursePage.cshtml", page) : Show.Missing());
        call.MapPost("/pause", (Guid id, Viewer viewer, HttpContext http, CallSummaryDbContext database, TimeProvider time, CancellationToken cancellationToken) =>
            PauseAsync(id, true, viewer, http, database, time, cancellationToken));
        call.MapPost("/resume", (Guid id, Viewer viewer, HttpContext http, CallSummaryDbContext database, TimeProvider time, CancellationToken cancellationToken) =>
            PauseAsync(id, false, viewer, http, database, time, cancellationToken));
    }

    private static async Task<IResult> PauseAsync(
        Guid id, bool pause, Viewer viewer, HttpContext http, CallSummaryDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await viewer.Scope.Calls(database).SingleOrDefaultAsync(c => c.Id == id && c.State == CallState.InProgress, cancellationToken) is not { } call)
        {
            return Show.Missing();
        }

        // The command leaves if and only if the log has it; the subscriber sees the entry too.
        var now = time.GetUtcNow();
        AuditTrail.Write(database, viewer, http, now, pause ? "recording.paused" : "recording.resumed", call: call);
        database.Publish(new PauseRecording { CallId = id, TenantId = call.TenantId, Pause = pause, RequestedAt = now }, now);
        await database.SaveChangesAsync(cancellationToken);
        return Show.SeeOther($"/console/operations/calls/{id}");
    }
}

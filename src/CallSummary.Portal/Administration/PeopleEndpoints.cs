using CallSummary.Portal.Console;
using CallSummary.Portal.Pages;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Administration;

/// <summary>Who of the team may do what: roles of those who are signed in, from the next request on.</summary>
internal static class PeopleEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder administration) => administration.MapPost("/sessions/{id:guid}/roles", ChangeAsync);

    private static async Task<IResult> ChangeAsync(Guid id, Viewer viewer, HttpContext http, CallSummaryDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        // Not one's own: nobody locks himself out, or in.
        if (id == viewer.SessionId
            || await database.Sessions.SingleOrDefaultAsync(s => s.Id == id && s.TenantId == viewer.Scope.TenantId && s.SubscriberNumber == null, cancellationToken) is not { } session)
        {
            return Show.Missing();
        }

        var form = await http.Request.ReadFormAsync(cancellationToken);
        var had = session.Roles.Split(',', StringSplitOptions.RemoveEmptyEntries);

        // What the viewer may not give, he may not take either.
        var given = viewer.MayGive;
        var roles = ConsoleRoles.All.Where(r => given.Contains(r) ? form["roles"].Contains(r) : had.Contains(r)).ToList();
        session.Roles = string.Join(',', roles);
        AuditTrail.Write(database, viewer, http, time.GetUtcNow(), "roles.changed", $"{session.Name}: {string.Join(", ", had)} → {string.Join(", ", roles)}");
        if (!roles.Contains(ConsoleRoles.Support))
        {
            database.AccessGrants.RemoveRange(await database.AccessGrants.Where(g => g.SessionId == id).ToListAsync(cancellationToken));
        }

        await database.SaveChangesAsync(cancellationToken);
        return Show.SeeOther("/console/administration");
    }
}

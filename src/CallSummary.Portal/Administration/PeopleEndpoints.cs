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

/// <summary>Who of the team may do what: roles of those who are signed in, from the next request on, and of people by name, from their next sign-in on.</summary>
internal static class PeopleEndpoints
{
    /// <summary>People of one tenant.</summary>
    private const int Most = 1000;

    public static void MapPeople(this IEndpointRouteBuilder administration)
    {
        administration.MapPost("/sessions/{id:guid}/roles", ChangeAsync);
        administration.MapPost("/people", GiveAsync);
        administration.MapPost("/people/{id:guid}/remove", RemoveAsync);
    }

    private static async Task<IResult> GiveAsync(Viewer viewer, HttpContext http, CallSummaryDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var wanted = viewer.MayGive.Where(form["roles"].Contains).ToList();
        var (tenantId, now) = (viewer.Scope.TenantId, time.GetUtcNow());
        var people = database.PersonRoles.Where(p => p.TenantId == tenantId);
        if (GivenRoles.Subject(form["subject"].ToString()) is not { } subject || wanted.Count == 0 || await people.CountAsync(cancellationToken) >= Most)
        {
            return await AdministrationEndpoints.PageAsync(viewer, database, time, null, "person", cancellationToken);
        }

        var person = await people.SingleOrDefaultAsync(p => p.Subject == subject, cancellationToken);
        var had = person?.Roles.Split(',') ?? [];
        if (person is null)
        {
            person = new PersonRoles { Id = Guid.CreateVersion7(now), TenantId = tenantId, Subject = subject, Roles = string.Empty, ChangedAt = now };
            database.PersonRoles.Add(person);
        }

        // What the viewer may not give, he may not take either.
        var roles = ConsoleRoles.All.Where(r => viewer.MayGive.Contains(r) ? wanted.Contains(r) : had.Contains(r)).ToList();
        (person.Roles, person.ChangedAt) = (string.Join(',', roles), now);
        AuditTrail.Write(database, viewer, http, now, "person.roles", $"{subject}: {string.Join(", ", had)} → {string.Join(", ", roles)}");
        await database.SaveChangesAsync(cancellationToken);
        return Show.SeeOther("/console/administration");
    }

    private static async Task<IResult> RemoveAsync(Guid id, Viewer viewer, HttpContext http, CallSummaryDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await database.PersonRoles.SingleOrDefaultAsync(p => p.Id == id && p.TenantId == viewer.Scope.TenantId, cancellationToken) is not { } person
            || !person.Roles.Split(',').All(viewer.MayGive.Contains))
        {
            return Show.Missing();
        }

        database.PersonRoles.Remove(person);
        AuditTrail.Write(database, viewer, http, time.GetUtcNow(), "person.removed", person.Subject);
        await database.SaveChangesAsync(cancellationToken);
        return Show.SeeOther("/console/administration");
    }

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

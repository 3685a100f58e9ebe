using CallSummary.Portal.Administration;
using CallSummary.Portal.Pages;
using CallSummary.Portal.SignIn;
using CallSummary.Portal.Webhooks;
using CallSummary.Storage;
using CallSummary.Storage.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Console;

/// <summary><c>/console/administration</c> and <c>/console/audit</c>. Each change is logged with it, together or not at all.</summary>
internal static class AdministrationEndpoints
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromDays(3);

    public static void MapAdministration(this IEndpointRouteBuilder console)
    {
        var administration = console.MapGroup("/administration").RequireAuthorization(PagePolicies.Administration);
        administration.MapGet("", (Viewer viewer, CallSummaryDbContext database, TimeProvider time, CancellationToken cancellationToken) =>
            PageAsync(viewer, database, time, null, null, cancellationToken));
        administration.MapPost("/keys", CreateKeyAsync);
        administration.MapPost("/keys/{id:guid}/revoke", RevokeKeyAsync);
        administration.MapPost("/webhooks", CreateWebhookAsync);
        administration.MapPost("/webhooks/{id:guid}/remove", RemoveWebhookAsync);
        administration.MapPost("/links", CreateLinkAsync);
        administration.MapPost("/sessions/{id:guid}/end", EndSessionAsync);
        administration.MapPeople();
        administration.MapTrunks();
        administration.MapNumbers();
        administration.MapTemplate();
        administration.MapOwnTenant();
        console.MapTenants();
        console.MapGet("/audit", AuditAsync).RequireAuthorization(PagePolicies.Administration);
    }

    internal static async Task<IResult> PageAsync(
        Viewer viewer, CallSummaryDbContext database, TimeProvider time, string? secret, string? problem, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return Show.Page("/Console/AdministrationPage.cshtml", new AdministrationPage(
            await viewer.Scope.ApiKeys(database).AsNoTracking().OrderBy(k => k.RevokedAt != null).ThenByDescending(k => k.CreatedAt).Take(200).ToListAsync(cancellationToken),
            await viewer.Scope.Webhooks(database).AsNoTracking().OrderBy(w => w.CreatedAt).Take(200).ToListAsync(cancellationToken),
            await database.Sessions.AsNoTracking().Where(s => s.TenantId == viewer.Scope.TenantId && s.SubscriberNumber == null && s.ExpiresAt > now).OrderBy(s => s.Name).Take(200).ToListAsync(cancellationToken),
            await database.PersonRoles.AsNoTracking().Where(p => p.TenantId == viewer.Scope.TenantId).OrderBy(p => p.Subject).Take(1000).ToListAsync(cancellationToken),
            secret,
            problem), problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> CreateKeyAsync(
        Viewer viewer, HttpContext http, CallSummaryDbContext database, ApiKeys keys, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var (name, number) = (form["name"].ToString().Trim(), form["number"].ToString().Trim());
        if (name.Length is 0 or > 100 || number.Length > 64 || number.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            return await PageAsync(viewer, database, time, null, "key", cancellationToken);
        }

        AuditTrail.Write(database, viewer, http, time.GetUtcNow(), "key.created", name);
        await database.SaveChangesAsync(cancellationToken);
        var (_, key) = await keys.CreateAsync(viewer.Scope.TenantId, number.Length == 0 ? null : number, name, cancellationToken);
        return await PageAsync(viewer, database, time, key, null, cancellationToken);
    }

    private static async Task<IResult> RevokeKeyAsync(
        Guid id, Viewer viewer, HttpContext http, CallSummaryDbContext database, ApiKeys keys, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await viewer.Scope.ApiKeys(database).AsNoTracking().SingleOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, cancellationToken) is not { } key)
        {
            return Show.Missing();
        }

        AuditTrail.Write(database, viewer, http, time.GetUtcNow(), "key.revoked", key.Name);
        await database.SaveChangesAsync(cancellationToken);
        await keys.RevokeAsync(id, viewer.Scope.TenantId, cancellationToken);
        return Show.SeeOther("/console/administration");
    }

    private static async Task<IResult> CreateWebhookAsync(
        Viewer viewer, HttpContext http, CallSummaryDbContext database, WebhookRegistration registration, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var wanted = new NewWebhook { Url = form["url"].ToString().Trim(), EventTypes = [.. form["events"].OfType<string>()] };
        var (webhook, secret, problem, _) = await registration.AddAsync(wanted, viewer.Scope, cancellationToken);
        if (webhook is null)
        {
            return await PageAsync(viewer, database, time, null, problem, cancellationToken);
        }

        AuditTrail.Write(database, viewer, http, time.GetUtcNow(), "webhook.created", new Uri(webhook.Url).Host);
        await database.SaveChangesAsync(cancellationToken);
        return await PageAsync(viewer, database, time, secret, null, cancellationToken);
    }

    private static async Task<IResult> RemoveWebhookAsync(
        Guid id, Viewer viewer, HttpContext http, CallSummaryDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await viewer.Scope.Webhooks(database).SingleOrDefaultAsync(w => w.Id == id, cancellationToken) is not { } webhook)
        {
            return Show.Missing();
        }

        database.Webhooks.Remove(webhook);
        AuditTrail.Write(database, viewer, http, time.GetUtcNow(), "webhook.removed", new Uri(webhook.Url).Host);
        await database.SaveChangesAsync(cancellationToken);
        return Show.SeeOther("/console/administration");
    }

    private static async Task<IResult> CreateLinkAsync(
        Viewer viewer, HttpContext http, CallSummaryDbContext database, SignInLinks links, IOptions<PortalOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var name = form["name"].ToString().Trim();
        var number = App.VCard.Number(form["number"].ToString());
        var roles = viewer.MayGive.Where(form["roles"].Contains).ToList();
        if (name.Length > 100 || (number is null) == (roles.Count == 0) || (number is null && name.Length == 0))
        {
            return await PageAsync(viewer, database, time, null, "link", cancellationToken);
        }

        AuditTrail.Write(database, viewer, http, time.GetUtcNow(), "link.created", number is null ? $"{name}: {string.Join(", ", roles)}" : Mask.Of(number));
        await database.SaveChangesAsync(cancellationToken);
        var token = await links.CreateAsync(viewer.Scope.TenantId, number, number ?? name, number is null ? roles : [], LinkLifetime, cancellationToken);
        return await PageAsync(viewer, database, time, LinkAddress.Of(options.Value, http, token), null, cancellationToken);
    }

    private static async Task<IResult> EndSessionAsync(
        Guid id, Viewer viewer, HttpContext http, CallSummaryDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await database.Sessions.SingleOrDefaultAsync(s => s.Id == id && s.TenantId == viewer.Scope.TenantId && s.SubscriberNumber == null, cancellationToken) is not { } session)
        {
            return Show.Missing();
        }

        database.Sessions.Remove(session);
        AuditTrail.Write(database, viewer, http, time.GetUtcNow(), "session.ended", session.Name);
        await database.SaveChangesAsync(cancellationToken);
        await database.AccessGrants.Where(g => g.SessionId == id).ExecuteDeleteAsync(cancellationToken);
        return Show.SeeOther("/console/administration");
    }

    private static async Task<IResult> AuditAsync(Viewer viewer, CallSummaryDbContext database, CancellationToken cancellationToken) =>
        Show.Page("/Console/AuditPage.cshtml", await viewer.Scope.Audit(database).OrderByDescending(a => a.At).Take(500).ToListAsync(cancellationToken));
}

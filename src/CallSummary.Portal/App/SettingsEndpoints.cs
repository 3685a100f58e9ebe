using CallSummary.Portal.Pages;
using CallSummary.Portal.Push;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Subscribers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.App;

/// <summary><c>/app/settings</c> and <c>/app/access</c>.</summary>
internal static class SettingsEndpoints
{
    private static readonly int[] Choices = [7, 30, 90, 180, 365];

    public static void MapSettings(this IEndpointRouteBuilder app)
    {
        app.MapGet("/settings", PageAsync);
        app.MapPost("/settings/retention", RetentionAsync);
        app.MapPost("/sessions/{id:guid}/end", async (Guid id, Viewer viewer, Sessions sessions, CancellationToken cancellationToken) =>
            await sessions.EndAsync(id, viewer, cancellationToken) ? Show.SeeOther("/app/settings") : Show.Missing());
        app.MapGet("/access", async (Viewer viewer, CallSummaryDbContext database, CancellationToken cancellationToken) => Show.Page(
            "/App/AccessPage.cshtml", await viewer.Scope.Audit(database).OrderByDescending(a => a.At).Take(500).ToListAsync(cancellationToken)));
    }

    private static async Task<IResult> PageAsync(Viewer viewer, CallSummaryDbContext database, PushIdentity identity, CancellationToken cancellationToken)
    {
        var settings = await database.SubscriberSettings.AsNoTracking()
            .SingleOrDefaultAsync(s => s.TenantId == viewer.Scope.TenantId && s.SubscriberNumber == viewer.Number, cancellationToken);
        var choices = await SummaryChoiceEndpoints.ReadAsync(viewer, database, cancellationToken);
        var numbers = choices.ConvertAll(c => c.OtherNumber);
        return Show.Page("/App/SettingsPage.cshtml", new SettingsPage(
            await viewer.Scope.Sessions(database).OrderByDescending(s => s.SeenAt).ToListAsync(cancellationToken),
            await viewer.Scope.Devices(database).AsNoTracking().OrderBy(d => d.CreatedAt).ToListAsync(cancellationToken),
            choices,
            await viewer.Scope.Contacts(database).AsNoTracking().Where(c => numbers.Contains(c.Number)).ToDictionaryAsync(c => c.Number, c => c.Name, cancellationToken),
            settings?.RetentionDays,
            await identity.PublicKeyAsync(cancellationToken)));
    }

    private static async Task<IResult> RetentionAsync(Viewer viewer, HttpRequest request, CallSummaryDbContext database, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        int? days = int.TryParse(form["days"], out var chosen) && Choices.Contains(chosen) ? chosen : null;
        var settings = await database.SubscriberSettings
            .SingleOrDefaultAsync(s => s.TenantId == viewer.Scope.TenantId && s.SubscriberNumber == viewer.Number, cancellationToken);
        if (settings is null)
        {
            settings = new SubscriberSettings { TenantId = viewer.Scope.TenantId, SubscriberNumber = viewer.Number };
            database.SubscriberSettings.Add(settings);
        }

        settings.RetentionDays = days;
        await database.SaveChangesAsync(cancellationToken);
        return Show.SeeOther("/app/settings");
    }
}

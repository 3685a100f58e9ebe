using CallSummary.Portal.Operations;
using CallSummary.Portal.Pages;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Access;
using CallSummary.Storage.Administration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Administration;

/// <summary><c>/console/administration/trunks</c>: gateways take a change over for the next call, and leave those that are up alone.</summary>
internal static class TrunkEndpoints
{
    /// <summary>Trunks of one tenant.</summary>
    private const int Most = 200;

    public static void MapTrunks(this IEndpointRouteBuilder administration)
    {
        var trunks = administration.MapGroup("/trunks");
        trunks.MapGet("", ListAsync);
        trunks.MapGet("/new", () => Show.Page("/Administration/TrunkPage.cshtml", new TrunkPage(new TrunkForm(), true, [])));
        trunks.MapPost("", CreateAsync);
        trunks.MapGet("/{id:guid}", EditAsync);
        trunks.MapPost("/{id:guid}", ChangeAsync);
        trunks.MapPost("/{id:guid}/remove", RemoveAsync);
    }

    private static async Task<IResult> ListAsync(Viewer viewer, CallSummaryDbContext database, GatewayStates states, CancellationToken cancellationToken) =>
        Show.Page("/Administration/TrunksPage.cshtml", new TrunksPage(
            await viewer.Scope.Trunks(database).AsNoTracking().OrderBy(t => t.Name).ToListAsync(cancellationToken), states.TrunksOf(viewer.Scope.TenantId),
            states.Places(viewer.Scope.TenantId, viewer.Roles.Contains(ConsoleRoles.Tenants))));

    private static async Task<IResult> EditAsync(Guid id, Viewer viewer, CallSummaryDbContext database, CancellationToken cancellationToken) =>
        await viewer.Scope.Trunks(database).AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is { } trunk
            ? Show.Page("/Administration/TrunkPage.cshtml", new TrunkPage(TrunkForm.Of(trunk), false, []))
            : Show.Missing();

    private static async Task<IResult> CreateAsync(
        Viewer viewer, HttpContext http, CallSummaryDbContext database, TenantChanges changes, TrunkPasswords passwords, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = TrunkForm.Of(await http.Request.ReadFormAsync(cancellationToken));
        var problems = (await ProblemsAsync(form, viewer, database, cancellationToken)).ToList();
        if (await database.Trunks.AnyAsync(t => t.Name == form.Name, cancellationToken))
        {
            problems.Add(new Said($"Name: \"{form.Name}\" is taken.", $"이름: \"{form.Name}\"은(는) 이미 쓰이고 있습니다."));
        }

        if (await viewer.Scope.Trunks(database).CountAsync(cancellationToken) >= Most)
        {
            problems.Add(new Said($"There are {Most} trunks already.", $"트렁크가 이미 {Most}개 있습니다."));
        }

        if (problems.Count > 0)
        {
            return Refused(form, true, problems);
        }

        var now = time.GetUtcNow();
        var trunk = new StoredTrunk { Id = Guid.CreateVersion7(now), TenantId = viewer.Scope.TenantId, Name = form.Name, Peers = form.Peers, ChangedAt = now };
        form.Fill(trunk, passwords);
        database.Trunks.Add(trunk);
        await changes.SaveAsync(viewer, http, viewer.Scope.TenantId, "trunk.created", TrunkChange.Describe(trunk), cancellationToken);
        return Show.SeeOther("/console/administration/trunks");
    }

    private static async Task<IResult> ChangeAsync(
        Guid id, Viewer viewer, HttpContext http, CallSummaryDbContext database, TenantChanges changes, TrunkPasswords passwords, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await viewer.Scope.Trunks(database).SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is not { } trunk)
        {
            return Show.Missing();
        }

        // Routes and running calls know it by its name: that stays.
        var form = TrunkForm.Of(await http.Request.ReadFormAsync(cancellationToken)) with { Name = trunk.Name, HasPassword = trunk.Password.Length > 0 };
        var problems = await ProblemsAsync(form, viewer, database, cancellationToken);
        if (problems.Count > 0)
        {
            return Refused(form, false, problems);
        }

        form.Fill(trunk, passwords);
        var changed = TrunkChange.Of(database.Entry(trunk));
        trunk.ChangedAt = time.GetUtcNow();
        await changes.SaveAsync(viewer, http, viewer.Scope.TenantId, "trunk.changed", changed, cancellationToken);
        return Show.SeeOther("/console/administration/trunks");
    }

    private static async Task<IResult> RemoveAsync(
        Guid id, Viewer viewer, HttpContext http, CallSummaryDbContext database, TenantChanges changes, CancellationToken cancellationToken)
    {
        if (await viewer.Scope.Trunks(database).SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is not { } trunk)
        {
            return Show.Missing();
        }

        database.Trunks.Remove(trunk);
        await changes.SaveAsync(viewer, http, viewer.Scope.TenantId, "trunk.removed", trunk.Name, cancellationToken);
        return Show.SeeOther("/console/administration/trunks");
    }

    private static async Task<IReadOnlyList<Said>> ProblemsAsync(TrunkForm form, Viewer viewer, CallSummaryDbContext database, CancellationToken cancellationToken) =>
        TrunkCheck.Problems(form, await database.Trunks.AsNoTracking().Where(t => t.TenantId != viewer.Scope.TenantId).ToListAsync(cancellationToken));

    private static IResult Refused(TrunkForm form, bool isNew, IReadOnlyList<Said> problems) =>
        Show.Page("/Administration/TrunkPage.cshtml", new TrunkPage(form with { Password = "" }, isNew, problems), StatusCodes.Status400BadRequest);
}

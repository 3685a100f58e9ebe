using System.Text.RegularExpressions;
using CallSummary.Portal.Console;
using CallSummary.Portal.Pages;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Access;
using CallSummary.Storage.Administration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Administration;

/// <summary>
/// <c>/console/administration/tenant</c>: a tenant's own settings. <c>/console/tenants</c>: all tenants, for those who run the service; a new
/// one gets a link for its first administrator.
/// </summary>
internal static partial class TenantEndpoints
{
    private const int LongestName = 100;
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromDays(3);

    public static void MapOwnTenant(this IEndpointRouteBuilder administration)
    {
        administration.MapGet("/tenant", async (Viewer viewer, CallSummaryDbContext database, TenantChanges changes, CancellationToken cancellationToken) =>
            ShowOwn(await changes.ProfileAsync(viewer.Scope.TenantId, cancellationToken), null));
        administration.MapPost("/tenant", ChangeAsync);
    }

    public static void MapTenants(this IEndpointRouteBuilder console)
    {
        var tenants = console.MapGroup("/tenants").RequireAuthorization(PagePolicies.Tenants);
        tenants.MapGet("", (CallSummaryDbContext database, CancellationToken cancellationToken) => ListAsync(database, null, null, cancellationToken));
        tenants.MapPost("", CreateAsync);
    }

    private static async Task<IResult> ChangeAsync(Viewer viewer, HttpContext http, TenantChanges changes, CancellationToken cancellationToken)
    {
        var profile = await changes.ProfileAsync(viewer.Scope.TenantId, cancellationToken);
        Fill(profile, await http.Request.ReadFormAsync(cancellationToken));
        if (Problem(profile) is { } problem)
        {
            return ShowOwn(profile, problem);
        }

        await changes.SaveAsync(viewer, http, viewer.Scope.TenantId, "tenant.changed", Describe(profile), cancellationToken);
        return Show.SeeOther("/console/administration/tenant");
    }

    private static async Task<IResult> CreateAsync(
        Viewer viewer, HttpContext http, CallSummaryDbContext database, TenantChanges changes, SignInLinks links, IOptions<PortalOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var id = form["id"].ToString().Trim();
        if (!Id().IsMatch(id))
        {
            return await ListAsync(database, null, new Said("Id: 1 to 40 small letters, digits and dashes, the first a letter.", "ID: 소문자, 숫자, 대시로 1~40자, 첫 글자는 문자."), cancellationToken);
        }

        // A tenant that lives in a gateway's configuration alone has calls or people here.
        if (await database.TenantProfiles.AnyAsync(t => t.TenantId == id, cancellationToken) || await database.Calls.AnyAsync(c => c.TenantId == id, cancellationToken)
            || await database.ApiKeys.AnyAsync(k => k.TenantId == id, cancellationToken) || await database.Sessions.AnyAsync(s => s.TenantId == id, cancellationToken))
        {
            return await ListAsync(database, null, new Said($"There is a tenant \"{id}\" already.", $"테넌트 \"{id}\"이(가) 이미 있습니다."), cancellationToken);
        }

        var profile = await changes.ProfileAsync(id, cancellationToken);
        Fill(profile, form);
        if (Problem(profile) is { } problem)
        {
            database.ChangeTracker.Clear();
            return await ListAsync(database, null, problem, cancellationToken);
        }

        await changes.SaveAsync(viewer, http, id, "tenant.created", $"{id}: {Describe(profile)}", cancellationToken);
        var token = await links.CreateAsync(id, null, "Administrator", [ConsoleRoles.Administration], LinkLifetime, cancellationToken);
        return await ListAsync(database, LinkAddress.Of(options.Value, http, token), null, cancellationToken);
    }

    private static async Task<IResult> ListAsync(CallSummaryDbContext database, string? link, Said? problem, CancellationToken cancellationToken) => Show.Page(
        "/Administration/TenantsPage.cshtml",
        new TenantsPage(await database.TenantProfiles.AsNoTracking().OrderBy(t => t.TenantId).Take(1000).ToListAsync(cancellationToken), link, problem),
        problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private static IResult ShowOwn(TenantProfile profile, Said? problem) =>
        Show.Page("/Administration/TenantPage.cshtml", new TenantPage(profile, problem), problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private static void Fill(TenantProfile profile, IFormCollection form)
    {
        profile.Name = form["name"].ToString().Trim();
        profile.TimeZone = form["zone"].ToString().Trim();
        profile.NoticeLanguage = form["notice"].ToString().Trim();
        profile.Language = form["language"].ToString().Trim();
    }

    private static string Describe(TenantProfile profile) => $"{profile.Name}, {profile.TimeZone}, {profile.NoticeLanguage}, {(profile.Language.Length == 0 ? "detected" : profile.Language)}";

    private static Said? Problem(TenantProfile profile) => profile switch
    {
        { Name.Length: 0 or > LongestName } => new Said($"Name: 1 to {LongestName} characters.", $"이름: 1~{LongestName}자."),
        _ when profile.Name.Any(char.IsControl) => new Said("Name: one line.", "이름: 한 줄로 쓰세요."),
        _ when !TimeZoneInfo.TryFindSystemTimeZoneById(profile.TimeZone, out _) || !profile.TimeZone.Contains('/', StringComparison.Ordinal) =>
            new Said("Time zone: an IANA name such as Asia/Seoul or Europe/London.", "시간대: Asia/Seoul, Europe/London 같은 IANA 이름."),
        { NoticeLanguage: not ("ko" or "en") } => new Said("Notice: Korean or English.", "안내 언어: 한국어 또는 영어."),
        { Language: not ("" or "ko" or "en") } => new Said("Language: detected, Korean or English.", "인식 언어: 자동, 한국어 또는 영어."),
        _ => null,
    };

    [GeneratedRegex(@"^[a-z][a-z0-9\-]{0,39}\z")]
    private static partial Regex Id();
}

using System.Globalization;
using CallSummary.Portal.Console;
using CallSummary.Portal.Pages;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Administration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Administration;

/// <summary><c>/console/administration/template</c>: sections, length and tone of the tenant's summaries.</summary>
internal static class TemplateEndpoints
{
    private const int LongestName = 64;
    private const int LongestTone = 200;

    public static void MapTemplate(this IEndpointRouteBuilder administration)
    {
        var template = administration.MapGroup("/template");
        template.MapGet("", async (Viewer viewer, CallSummaryDbContext database, CancellationToken cancellationToken) =>
            await viewer.Scope.Template(database).AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } set
                ? ShowPage(set, true, null)
                : ShowPage(New(viewer, DateTimeOffset.UnixEpoch), false, null));
        template.MapPost("", ChangeAsync);
        template.MapPost("/remove", RemoveAsync);
    }

    private static async Task<IResult> ChangeAsync(Viewer viewer, HttpContext http, CallSummaryDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var now = time.GetUtcNow();
        var known = await viewer.Scope.Template(database).SingleOrDefaultAsync(cancellationToken);
        var typed = known ?? New(viewer, now);
        var shown = TemplatePage.Sections.Where(form["sections"].Contains).ToList();
        typed.Name = form["name"].ToString().Trim();
        typed.Tone = form["tone"].ToString().Trim();
        typed.Sections = shown.Count == TemplatePage.Sections.Count ? "" : shown.Count == 0 ? "none" : string.Join(',', shown);
        typed.Sentences = Number(form["sentences"].ToString());
        typed.MaxItems = Number(form["items"].ToString());
        typed.ChangedAt = now;
        if (Problem(typed) is { } problem)
        {
            return ShowPage(typed, known is not null, problem);
        }

        if (known is null)
        {
            database.TenantTemplates.Add(typed);
        }

        AuditTrail.Write(
            database, viewer, http, now, "template.changed", $"{typed.Name}: {(typed.Sections.Length == 0 ? "all" : typed.Sections)}, {typed.Sentences} sentences, {typed.MaxItems} items, {typed.Tone}");
        await database.SaveChangesAsync(cancellationToken);
        return Show.SeeOther("/console/administration/template");
    }

    private static async Task<IResult> RemoveAsync(Viewer viewer, HttpContext http, CallSummaryDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await viewer.Scope.Template(database).SingleOrDefaultAsync(cancellationToken) is not { } template)
        {
            return Show.Missing();
        }

        database.TenantTemplates.Remove(template);
        AuditTrail.Write(database, viewer, http, time.GetUtcNow(), "template.removed", template.Name);
        await database.SaveChangesAsync(cancellationToken);
        return Show.SeeOther("/console/administration/template");
    }

    private static TenantTemplate New(Viewer viewer, DateTimeOffset now) => new() { TenantId = viewer.Scope.TenantId, Name = "default", ChangedAt = now };

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static Said? Problem(TenantTemplate template) => template switch
    {
        { Name.Length: 0 or > LongestName } => new Said($"Name: 1 to {LongestName} characters.", $"이름: 1~{LongestName}자."),
        { Sentences: < 1 or > 5 } => new Said("Sentences: 1 to 5.", "문장 수: 1~5."),
        { MaxItems: < 1 or > 24 } => new Said("Items: 1 to 24.", "항목 수: 1~24."),
        { Tone.Length: > LongestTone } => new Said($"Tone: at most {LongestTone} characters.", $"말투: 최대 {LongestTone}자."),
        _ when template.Tone.Any(char.IsControl) || template.Name.Any(char.IsControl) => new Said("Name and tone are one line each.", "이름과 말투는 한 줄로 쓰세요."),
        _ => null,
    };

    private static IResult ShowPage(TenantTemplate template, bool isSet, Said? problem) => Show.Page(
        "/Administration/TemplatePage.cshtml", new TemplatePage(template, isSet, problem), problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}

using CallSummary.Portal.App;
using CallSummary.Portal.Calls;
using CallSummary.Portal.Pages;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Exports;

/// <summary>A call to take away, as it is now: with corrections, and with the stretches that were not recorded.</summary>
internal static class ExportEndpoints
{
    public static void MapExports(this IEndpointRouteBuilder app)
    {
        var call = app.MapGroup("/calls/{id:guid}");
        call.MapGet("/print", PrintAsync);
        call.MapGet("/export.pdf", PdfAsync);
        call.MapGet("/export.txt", TextAsync);
        call.MapGet("/export.json", JsonAsync);
    }

    private static async Task<IResult> PrintAsync(Guid id, Viewer viewer, CallReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(id, viewer.Scope, cancellationToken) is { } view ? Show.Page("/App/PrintPage.cshtml", view) : Show.Missing();

    private static async Task<IResult> PdfAsync(Guid id, Viewer viewer, CallReader reader, PdfFont font, HttpContext http, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(id, viewer.Scope, cancellationToken) is not { } view)
        {
            return Show.Missing();
        }

        // Without a font that can be embedded the browser prints, with its own.
        return font.File is { } file
            ? Results.File(CallPdf.Write(view, new Wording(Display.Of(http)), file), "application/pdf", $"call-{id}.pdf")
            : Show.Page("/App/PrintPage.cshtml", view);
    }

    private static async Task<IResult> TextAsync(Guid id, Viewer viewer, CallReader reader, HttpContext http, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(id, viewer.Scope, cancellationToken) is not { } view)
        {
            return Show.Missing();
        }

        http.Response.Headers.ContentDisposition = $"attachment; filename=\"call-{id}.txt\"";
        return Results.Text(CallText.Write(view, new Wording(Display.Of(http))), "text/plain; charset=utf-8");
    }

    private static async Task<IResult> JsonAsync(Guid id, Viewer viewer, CallSummaryDbContext database, CallReader reader, HttpContext http, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(id, viewer.Scope, cancellationToken) is not { } view)
        {
            return Show.Missing();
        }

        http.Response.Headers.ContentDisposition = $"attachment; filename=\"call-{id}.json\"";
        var corrections = await viewer.Scope.Corrections(database).Where(c => c.CallId == id).OrderBy(c => c.Id)
            .Select(c => new { c.Target, c.Original, c.Text, c.Author, c.CreatedAt }).ToListAsync(cancellationToken);
        return Results.Json(new
        {
            Call = CallResource.Of(view.Call, view.Me, null),
            view.Name,
            Lines = view.Lines.Select(l => new { l.Number, Speaker = l.Mine ? "me" : "other", l.Start, l.End, l.Text, l.Original, l.Probability }),
            Paused = PausedStretch.Of(view.Call.PausesJson),
            Summary = view.Summary?.Document,
            Corrections = corrections,
        }, PortalJson.Options);
    }
}

using CallSummary.Contracts;
using CallSummary.Portal.Calls;
using CallSummary.Portal.Pages;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Erasure;
using CallSummary.Storage.Recordings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.App;

/// <summary>A call's page, its parts (read again while it changes), and what can be taken away from it.</summary>
internal static class CallPageEndpoints
{
    public static void MapCallPages(this IEndpointRouteBuilder app)
    {
        var call = app.MapGroup("/calls/{id:guid}");
        call.MapGet("", PageAsync);
        call.MapGet("/parts/{part}", PartAsync);
        call.MapGet("/recording", RecordingEndpoint.GetAsync);
        call.MapGet("/waveform", Waveform.GetAsync);
        call.MapGet("/calendar/{index:int}.ics", CalendarAsync);
        call.MapGet("/print", PrintAsync);
        call.MapGet("/export.txt", TextAsync);
        call.MapGet("/export.json", JsonAsync);
    }

    internal static async Task<CallScreen?> ReadAsync(
        Guid id, Viewer viewer, CallSummaryDbContext database, CallReader reader, IRecordingStore recordings, TimeProvider time, string? newShare, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(id, viewer.Scope, cancellationToken) is not { } view)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var shares = await viewer.Scope.Shares(database).AsNoTracking().Where(s => s.CallId == id && s.ExpiresAt > now).OrderBy(s => s.Id).ToListAsync(cancellationToken);
        var reads = await viewer.Scope.Audit(database).Where(a => a.CallId == id).OrderByDescending(a => a.At).Take(100).ToListAsync(cancellationToken);
        return new CallScreen(view, shares, reads, Exists(recordings, id), now, newShare);
    }

    private static async Task<IResult> PageAsync(
        Guid id, Viewer viewer, CallSummaryDbContext database, CallReader reader, CallEraser eraser, IRecordingStore recordings, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await ReadAsync(id, viewer, database, reader, recordings, time, null, cancellationToken) is not { } page)
        {
            return Show.Missing();
        }

        await MarkReadAsync(page.View, viewer, database, eraser, time, cancellationToken);
        return Show.Page("/App/CallScreen.cshtml", page);
    }

    private static async Task<IResult> PartAsync(
        Guid id, string part, Viewer viewer, CallSummaryDbContext database, CallReader reader, CallEraser eraser, IRecordingStore recordings, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await ReadAsync(id, viewer, database, reader, recordings, time, null, cancellationToken) is not { } page)
        {
            return Show.Missing();
        }

        switch (part)
        {
            case "summary":
                await MarkReadAsync(page.View, viewer, database, eraser, time, cancellationToken);
                return Show.Page("/App/SummaryPart.cshtml", page.View);
            case "transcript":
                return Show.Page("/App/TranscriptPart.cshtml", page.View);
            case "risk":
                return Show.Page("/App/RiskPart.cshtml", page.View);
            case "player":
                return page.HasRecording ? Show.Page("/App/Player.cshtml", $"/app/calls/{id}") : Show.Missing();
            default:
                return Show.Missing();
        }
    }

    private static async Task<IResult> CalendarAsync(Guid id, int index, Viewer viewer, CallReader reader, TimeProvider time, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(id, viewer.Scope, cancellationToken) is not { Summary: { } summary } view
            || summary.Content.Schedule.ElementAtOrDefault(index) is not { } item
            || CallCalendar.StartOf(item, view.Call) is not { } start)
        {
            return Show.Missing();
        }

        response.Headers.ContentDisposition = "attachment; filename=\"event.ics\"";
        return Results.Text(CallCalendar.Write(item, view.Call, index, start, view.Other, time.GetUtcNow()), "text/calendar; charset=utf-8");
    }

    private static async Task<IResult> PrintAsync(Guid id, Viewer viewer, CallReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(id, viewer.Scope, cancellationToken) is { } view ? Show.Page("/App/PrintPage.cshtml", view) : Show.Missing();

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
            Paused = view.Pauses.Select(PausedStretch.Of),
            Summary = view.Summary?.Document,
            Corrections = corrections,
        }, PortalJson.Options);
    }

    // A summary is read when it was on the screen.
    private static async Task MarkReadAsync(CallView view, Viewer viewer, CallSummaryDbContext database, CallEraser eraser, TimeProvider time, CancellationToken cancellationToken)
    {
        if (view.Summary is null || view.Mark?.ReadAt is not null)
        {
            return;
        }

        await CallMarks.ChangeAsync(database, view.Call.Id, viewer, mark => mark.ReadAt = time.GetUtcNow(), cancellationToken);
        await database.CallIndex.Where(e => e.CallId == view.Call.Id && e.TenantId == viewer.Scope.TenantId && e.SubscriberNumber == viewer.Number)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Read, true), cancellationToken);
        await eraser.EraseLateWordsAsync(view.Call.Id, cancellationToken);
    }

    private static bool Exists(IRecordingStore recordings, Guid id)
    {
        using var caller = recordings.OpenRead(id, Leg.Caller);
        using var callee = caller is null ? recordings.OpenRead(id, Leg.Callee) : null;
        return caller is not null || callee is not null;
    }
}

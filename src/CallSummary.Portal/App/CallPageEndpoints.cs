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
            case "manage":
                return Show.Page("/App/ManagePart.cshtml", page);
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

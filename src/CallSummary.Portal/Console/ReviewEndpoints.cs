using CallSummary.Portal.App;
using CallSummary.Portal.Calls;
using CallSummary.Portal.Pages;
using CallSummary.Portal.Search;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Erasure;
using CallSummary.Storage.Recordings;
using CallSummary.Storage.Subscribers;
using CallSummary.Storage.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CallSummary.Portal.Console;

/// <summary><c>/console</c> and <c>/console/calls</c>: the support team's review.</summary>
internal static class ReviewEndpoints
{
    private const int PageLength = 50;
    private const int LongestText = 2000;

    public static void MapReview(this IEndpointRouteBuilder console)
    {
        var review = console.MapGroup("").RequireAuthorization(PagePolicies.Support);
        review.MapGet("", ListAsync);
        var call = review.MapGroup("/calls/{id:guid}");
        call.MapGet("", PageAsync);
        call.MapPost("/access", OpenAsync);
        call.MapPost("/unmask", UnmaskAsync);
        call.MapPost("/close", CloseAsync);
        call.MapPost("/comments", CommentAsync);
        call.MapPost("/corrections", CorrectAsync);
        call.MapVersions();
        call.MapGet("/recording", RecordingAsync).RequireAuthorization(PagePolicies.Audio);
        call.MapGet("/waveform", WaveformAsync).RequireAuthorization(PagePolicies.Audio);
    }

    private static async Task<IResult> ListAsync(Viewer viewer, HttpRequest request, CallSummaryDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        var search = request.Query["q"].ToString().Trim();
        var calls = viewer.Scope.Calls(database);
        if (Guid.TryParse(search, out var id))
        {
            calls = calls.Where(c => c.Id == id);
        }
        else if (search.Length > 0)
        {
            // A whole number, or its last digits as the customer gives them. Never what was said: a search would be a way to read.
            var number = VCard.Number(search) ?? search;
            var tail = new string([.. search.Where(char.IsAsciiDigit)]);
            calls = tail.Length >= 4
                ? calls.Where(c => c.CallerNumber == number || c.CalleeNumber == number || c.CallerNumber.EndsWith(tail) || c.CalleeNumber.EndsWith(tail))
                : calls.Where(c => false);
        }

        if (CallCursor.TryParse(request.Query["after"].ToString(), out var after))
        {
            calls = calls.Where(c => c.StartedAt < after.StartedAt || (c.StartedAt == after.StartedAt && c.Id < after.Id));
        }

        var rows = await calls.OrderByDescending(c => c.StartedAt).ThenByDescending(c => c.Id).Take(PageLength + 1).ToListAsync(cancellationToken);
        var more = rows.Count > PageLength
            ? "/console" + QueryString.Create("q", search).Add("after", new CallCursor(rows[PageLength - 1].StartedAt, rows[PageLength - 1].Id).ToString())
            : null;
        rows = [.. rows.Take(PageLength)];
        var ids = rows.ConvertAll(c => c.Id);
        var now = time.GetUtcNow();
        var flagged = await database.CallComments.Where(c => c.TenantId == viewer.Scope.TenantId && c.Flag && ids.Contains(c.CallId)).Select(c => c.CallId).ToListAsync(cancellationToken);
        var open = await database.AccessGrants.Where(g => g.SessionId == viewer.SessionId && g.ExpiresAt > now).Select(g => g.CallId).ToListAsync(cancellationToken);
        return Show.Page("/Console/ReviewList.cshtml", new ReviewList(search, rows, flagged.ToHashSet(), open.ToHashSet(), more));
    }

    private static Task<IResult> PageAsync(Guid id, Viewer viewer, CallDesk desk, CallSummaryDbContext database, CancellationToken cancellationToken) =>
        ShowAsync(id, viewer, desk, database, null, cancellationToken);

    private static async Task<IResult> ShowAsync(
        Guid id, Viewer viewer, CallDesk desk, CallSummaryDbContext database, string? problem, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(id, viewer, cancellationToken) is not { } call)
        {
            return Show.Missing();
        }

        if (await desk.GrantAsync(id, viewer, cancellationToken) is not { } grant)
        {
            return Show.Page("/Console/ReviewPage.cshtml", new ReviewPage(call, null, null, [], [], false, problem), problem is null ? 200 : 400);
        }

        var comments = await database.CallComments.AsNoTracking().Where(c => c.CallId == id && c.TenantId == viewer.Scope.TenantId).OrderBy(c => c.Id).ToListAsync(cancellationToken);
        var corrections = await database.Corrections.AsNoTracking().Where(c => c.CallId == id && c.TenantId == viewer.Scope.TenantId).OrderBy(c => c.Id).ToListAsync(cancellationToken);
        return Show.Page("/Console/ReviewPage.cshtml", new ReviewPage(
            call, grant, await desk.ReadAsync(id, viewer, cancellationToken), comments, corrections, viewer.MayListen && call.EndedAt is not null, problem));
    }

    private static async Task<IResult> OpenAsync(Guid id, Viewer viewer, HttpContext http, CallDesk desk, CallSummaryDbContext database, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(id, viewer, cancellationToken) is not { } call)
        {
            return Show.Missing();
        }

        var form = await http.Request.ReadFormAsync(cancellationToken);
        return await desk.OpenAsync(call, viewer, http, form["reason"].ToString(), form["ticket"].ToString(), cancellationToken)
            ? Show.SeeOther($"/console/calls/{id}")
            : await ShowAsync(id, viewer, desk, database, "reason", cancellationToken);
    }

    private static Task<IResult> UnmaskAsync(Guid id, Viewer viewer, HttpContext http, CallDesk desk, CallSummaryDbContext database, CancellationToken cancellationToken) =>
        UnderGrantAsync(id, viewer, desk, async (call, grant) =>
        {
            grant.Unmasked = true; // Saved with the log's entry, together or not at all.
            await desk.LogAsync("call.unmasked", call, grant, viewer, http, null, cancellationToken);
            return Show.SeeOther($"/console/calls/{id}");
        }, cancellationToken);

    private static Task<IResult> CloseAsync(Guid id, Viewer viewer, CallDesk desk, CallSummaryDbContext database, CancellationToken cancellationToken) =>
        UnderGrantAsync(id, viewer, desk, async (_, _) =>
        {
            await database.AccessGrants.Where(g => g.CallId == id && g.SessionId == viewer.SessionId).ExecuteDeleteAsync(cancellationToken);
            return Show.SeeOther("/console");
        }, cancellationToken);

    private static async Task<IResult> CommentAsync(Guid id, Viewer viewer, HttpRequest request, CallDesk desk, CallSummaryDbContext database, CallEraser eraser, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        var text = form["text"].ToString().Trim();
        return await UnderGrantAsync(id, viewer, desk, async (call, _) =>
        {
            if (text.Length is 0 or > LongestText)
            {
                return Results.BadRequest($"Write 1 to {LongestText} characters.");
            }

            var now = time.GetUtcNow();
            database.CallComments.Add(new CallComment
            {
                Id = Guid.CreateVersion7(now),
                CallId = id,
                TenantId = call.TenantId,
                Author = viewer.Name,
                Text = text,
                Flag = form["flag"] == "true",
                CreatedAt = now,
            });
            await database.SaveChangesAsync(cancellationToken);
            await eraser.EraseLateWordsAsync(id, cancellationToken);
            return Show.SeeOther($"/console/calls/{id}");
        }, cancellationToken);
    }

    private static async Task<IResult> CorrectAsync(
        Guid id, Viewer viewer, HttpContext http, CallDesk desk, CallSummaryDbContext database, CallEraser eraser, CallIndexer indexer, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var (target, text) = (form["target"].ToString(), form["text"].ToString().Trim());
        return await UnderGrantAsync(id, viewer, desk, async (call, grant) =>
        {
            // Nobody corrects what he was not shown in full.
            if (!grant.Unmasked || text.Length is 0 or > LongestText || await desk.ReadAsync(id, viewer, cancellationToken) is not { } view
                || Corrections.OriginalOf(view, target) is not { } original)
            {
                return Results.BadRequest("Show the call in full first; then write 1 to 2000 characters.");
            }

            var now = time.GetUtcNow();
            database.Corrections.Add(new Correction
            {
                Id = Guid.CreateVersion7(now),
                CallId = id,
                TenantId = call.TenantId,
                SubscriberNumber = view.IsOutgoing ? call.CallerNumber : call.CalleeNumber,
                Target = target,
                Original = original,
                Text = text,
                Author = viewer.Name,
                CreatedAt = now,
            });
            await desk.LogAsync("call.corrected", call, grant, viewer, http, target, cancellationToken);
            await eraser.EraseLateWordsAsync(id, cancellationToken);
            await indexer.IndexAsync(id, call.TenantId, cancellationToken);
            return Show.SeeOther($"/console/calls/{id}");
        }, cancellationToken);
    }

    private static Task<IResult> RecordingAsync(
        Guid id, Viewer viewer, HttpContext http, CallDesk desk, CallSummaryDbContext database, IRecordingStore recordings, ILogger<Audio.Recordings.RecordingWavStream> logger, CancellationToken cancellationToken) =>
        UnderGrantAsync(id, viewer, desk, async (call, grant) =>
        {
            // A player asks for many ranges; that somebody listened is one entry a grant.
            if (!await database.AuditLog.AnyAsync(a => a.CallId == id && a.TenantId == call.TenantId && a.Who == viewer.Name && a.Action == "call.listened" && a.At >= grant.CreatedAt, cancellationToken))
            {
                await desk.LogAsync("call.listened", call, grant, viewer, http, null, cancellationToken);
            }

            return await RecordingEndpoint.GetAsync(id, viewer.Scope, database, recordings, logger, cancellationToken);
        }, cancellationToken);

    private static Task<IResult> WaveformAsync(
        Guid id, Viewer viewer, CallDesk desk, CallSummaryDbContext database, IRecordingStore recordings, CancellationToken cancellationToken) =>
        UnderGrantAsync(id, viewer, desk, (_, _) => Waveform.GetAsync(id, viewer.Scope, database, recordings, cancellationToken), cancellationToken);

    /// <summary>Does it for who may read the call now; for anybody else there is no such page.</summary>
    internal static async Task<IResult> UnderGrantAsync(
        Guid id, Viewer viewer, CallDesk desk, Func<Storage.Calls.Call, AccessGrant, Task<IResult>> work, CancellationToken cancellationToken) =>
        await desk.FindAsync(id, viewer, cancellationToken) is { } call && await desk.GrantAsync(id, viewer, cancellationToken) is { } grant
            ? await work(call, grant)
            : Show.Missing();
}

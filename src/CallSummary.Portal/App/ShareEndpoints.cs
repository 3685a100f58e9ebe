using CallSummary.Portal.Access;
using CallSummary.Portal.Calls;
using CallSummary.Portal.Pages;
using CallSummary.Portal.SignIn;
using CallSummary.Storage;
using CallSummary.Storage.Access;
using CallSummary.Storage.Erasure;
using CallSummary.Storage.Recordings;
using CallSummary.Storage.Subscribers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.App;

/// <summary>Shares of a call: made and revoked by its subscriber, opened at <c>/s/{token}</c> by whoever has the link.</summary>
internal static class ShareEndpoints
{
    private const int Most = 20;
    private static readonly string[] Parts = ["summary", "transcript", "audio"];

    public static void MapShares(this IEndpointRouteBuilder app)
    {
        app.MapPost("/calls/{id:guid}/shares", CreateAsync);
        app.MapPost("/calls/{id:guid}/shares/{share:guid}/revoke", RevokeAsync);
    }

    public static void MapSharedPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/s/{token}", OpenAsync);
        pages.MapGet("/s/{token}/recording", async (
            string token, CallSummaryDbContext database, IRecordingStore recordings, TimeProvider time, ILogger<Audio.Recordings.RecordingWavStream> logger, CancellationToken cancellationToken) =>
            await FindAsync(token, "audio", database, time, cancellationToken) is { } share
                ? await RecordingEndpoint.GetAsync(share.CallId, new CallScope(share.TenantId, share.SubscriberNumber), database, recordings, logger, cancellationToken)
                : Show.Missing());
        pages.MapGet("/s/{token}/waveform", async (
            string token, CallSummaryDbContext database, IRecordingStore recordings, TimeProvider time, CancellationToken cancellationToken) =>
            await FindAsync(token, "audio", database, time, cancellationToken) is { } share
                ? await Waveform.GetAsync(share.CallId, new CallScope(share.TenantId, share.SubscriberNumber), database, recordings, cancellationToken)
                : Show.Missing());
    }

    private static async Task<IResult> CreateAsync(
        Guid id, Viewer viewer, HttpRequest request, CallSummaryDbContext database, CallReader reader, CallEraser eraser, IRecordingStore recordings, IOptions<PortalOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await viewer.Scope.Calls(database).AnyAsync(c => c.Id == id, cancellationToken))
        {
            return Show.Missing();
        }

        var form = await request.ReadFormAsync(cancellationToken);
        var parts = Parts.Where(form["parts"].Contains).ToList();
        var days = int.TryParse(form["days"], out var asked) ? Math.Clamp(asked, 1, 30) : 7;
        var now = time.GetUtcNow();
        if (parts.Count == 0 || await viewer.Scope.Shares(database).CountAsync(s => s.CallId == id && s.ExpiresAt > now, cancellationToken) >= Most)
        {
            return Results.BadRequest($"Choose what the link shows; a call has at most {Most} links at a time.");
        }

        var token = SecretToken.Create();
        database.ShareLinks.Add(new ShareLink
        {
            Id = Guid.CreateVersion7(now),
            TokenSha256 = SecretToken.Hash(token),
            CallId = id,
            TenantId = viewer.Scope.TenantId,
            SubscriberNumber = viewer.Number,
            Parts = string.Join(',', parts),
            CreatedAt = now,
            ExpiresAt = now.AddDays(days),
        });
        await database.SaveChangesAsync(cancellationToken);
        await eraser.EraseLateWordsAsync(id, cancellationToken);
        var origin = options.Value.SignIn.PublicUrl?.ToString().TrimEnd('/') ?? $"{request.Scheme}://{request.Host}";
        var page = await CallPageEndpoints.ReadAsync(id, viewer, database, reader, recordings, time, $"{origin}/s/{token}", cancellationToken);
        return page is null ? Show.Missing() : Show.Page("/App/CallScreen.cshtml", page);
    }

    private static async Task<IResult> RevokeAsync(Guid id, Guid share, Viewer viewer, CallSummaryDbContext database, CancellationToken cancellationToken) =>
        await viewer.Scope.Shares(database).Where(s => s.Id == share && s.CallId == id).ExecuteDeleteAsync(cancellationToken) == 1
            ? Show.SeeOther($"/app/calls/{id}")
            : Show.Missing();

    private static async Task<IResult> OpenAsync(string token, CallSummaryDbContext database, CallReader reader, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await FindAsync(token, null, database, time, cancellationToken) is not { } share
            || await reader.ReadAsync(share.CallId, new CallScope(share.TenantId, share.SubscriberNumber), cancellationToken) is not { } view)
        {
            return Show.Missing();
        }

        await database.ShareLinks.Where(s => s.Id == share.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Opened, s => s.Opened + 1), cancellationToken);
        return Show.Page("/App/SharedPage.cshtml", new SharedPage(view, share.Parts.Split(','), $"/s/{token}", share.ExpiresAt));
    }

    private static async Task<ShareLink?> FindAsync(string token, string? part, CallSummaryDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        var (hash, now) = (SecretToken.Hash(token), time.GetUtcNow());
        var share = await database.ShareLinks.AsNoTracking().SingleOrDefaultAsync(s => s.TokenSha256 == hash && s.ExpiresAt > now, cancellationToken);
        return part is null || share?.Parts.Split(',').Contains(part) == true ? share : null;
    }
}

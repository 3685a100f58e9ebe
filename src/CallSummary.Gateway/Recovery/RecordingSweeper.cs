using CallSummary.Gateway.Recording;
using CallSummary.Gateway.Recording.Manifests;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Recordings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Recovery;

/// <summary>
/// Finds work that a crash or an outage left behind, at start and from time to time: calls without an end, rows behind their
/// manifest, utterances without text.
/// </summary>
internal sealed class RecordingSweeper(
    IRecordingStore store,
    LiveCalls live,
    CrashedCalls crashed,
    CallRow row,
    UtteranceRepublisher republisher,
    RepublishSchedule schedule,
    IDbContextFactory<CallSummaryDbContext> contexts,
    IHostApplicationLifetime lifetime,
    IOptions<GatewayOptions> options,
    TimeProvider time,
    ILogger<RecordingSweeper> logger) : BackgroundService
{
    /// <summary>Every so many sweeps, and until one succeeds, the whole store is looked through.</summary>
    private const int FullSweepEvery = 20;

    private const int Batch = 500;

    private readonly RecoveryOptions _recovery = options.Value.Recovery;
    private int _untilFullSweep;

    /// <summary>One pass.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        if (_untilFullSweep-- <= 0)
        {
            _untilFullSweep = 0;
            await FinishCallsAsync(cancellationToken);
            _untilFullSweep = FullSweepEvery;
        }

        await RepublishAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Before the bus and its consumers are up, a published message could find nobody.
            await lifetime.WaitForStartAsync(stoppingToken);
            using var timer = new PeriodicTimer(_recovery.SweepInterval, time);
            do
            {
                try
                {
                    await SweepAsync(stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    logger.SweepFailed(_recovery.SweepInterval, e);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task FinishCallsAsync(CancellationToken cancellationToken)
    {
        foreach (var batch in store.ListCalls().Chunk(Batch))
        {
            await using var database = await contexts.CreateDbContextAsync(cancellationToken);
            var settled = (await database.Calls
                .Where(c => batch.Contains(c.Id) && c.State != CallState.InProgress && c.State != CallState.Erased)
                .Select(c => c.Id).ToListAsync(cancellationToken)).ToHashSet();
            foreach (var callId in batch.Where(id => !settled.Contains(id) && !live.Contains(id)))
            {
                await FinishAsync(callId, cancellationToken);
            }
        }
    }

    private async Task FinishAsync(Guid callId, CancellationToken cancellationToken)
    {
        try
        {
            if (Load(callId) is not { } manifest || !IsOurs(manifest) || live.Contains(callId))
            {
                return;
            }

            var wasCrashed = manifest.Ended is null;
            if (wasCrashed)
            {
                crashed.Finish(manifest);
                manifest = Load(callId) ?? manifest;
            }

            await row.SyncAsync(callId, cancellationToken);
            if (wasCrashed)
            {
                await republisher.PublishMissingAsync(manifest, cancellationToken);
                schedule.Published(callId);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            // One unreadable recording must not hide the others.
            logger.ManifestUnreadable(callId, e);
        }
    }

    private async Task RepublishAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await database.Calls
            .Where(c => c.State == CallState.Ended && c.EndedAt < now - _recovery.RepublishAfter && c.TranscriptDeadline > now)
            .OrderBy(c => c.EndedAt).Take(Batch).Select(c => c.Id).ToListAsync(cancellationToken);
        schedule.Keep(waiting);
        foreach (var callId in waiting.Where(schedule.IsDue))
        {
            if (Load(callId) is { } manifest && IsOurs(manifest))
            {
                var count = await republisher.PublishMissingAsync(manifest, cancellationToken);
                schedule.Published(callId);
                logger.Republished(callId, count);
            }
        }
    }

    /// <summary>Ours, or of a gateway that shows no sign of life: two gateways on one store do not fight over a call.</summary>
    private bool IsOurs(Manifest manifest)
    {
        var lastSign = manifest.Ended?.At ?? manifest.LastSign;
        return string.Equals(manifest.Call.Owner, options.Value.Instance, StringComparison.Ordinal)
            || time.GetUtcNow() - lastSign > _recovery.OrphanAfter;
    }

    private Manifest? Load(Guid callId)
    {
        using var stream = store.OpenManifestRead(callId);
        return stream is null ? null : Manifest.Load(stream);
    }
}

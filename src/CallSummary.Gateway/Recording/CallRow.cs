using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Gateway.Recording.Manifests;
using CallSummary.Gateway.Recovery;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Recordings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Recording;

/// <summary>
/// Brings a call's database row up to what its manifest says, and tells the bus in the same transaction. Everything is derived
/// from the manifest, so it can be done late, twice, and by whoever finds the call.
/// </summary>
internal sealed class CallRow(
    IDbContextFactory<CallSummaryDbContext> contexts, IRecordingStore store, TimeProvider time, IOptions<GatewayOptions> options)
{
    private const int Attempts = 5;

    private readonly RecoveryOptions _recovery = options.Value.Recovery;

    /// <summary>Writes what is missing; does nothing for a call without a manifest.</summary>
    /// <exception cref="DbUpdateException">The database refused the write.</exception>
    public async Task SyncAsync(Guid callId, CancellationToken cancellationToken)
    {
        if (LoadManifest(callId) is not { } manifest)
        {
            return;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await SyncAsync(manifest, cancellationToken);
                return;
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Somebody else wrote the row meanwhile (erasure, or another gateway inserted it): look again.
            }
        }
    }

    private Manifest? LoadManifest(Guid callId)
    {
        using var stream = store.OpenManifestRead(callId);
        return stream is null ? null : Manifest.Load(stream);
    }

    private async Task SyncAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var row = await database.Calls.SingleOrDefaultAsync(c => c.Id == manifest.Call.CallId, cancellationToken);
        if (row is null)
        {
            row = NewRow(manifest.Call);
            database.Calls.Add(row);
            if (manifest.Call.SubscriberLegs.Count > 0)
            {
                database.Publish(Started(manifest.Call), now);
            }
        }

        switch (row.State)
        {
            case CallState.Erased:
                store.Delete(row.Id);
                return;
            case CallState.InProgress:
                Follow(database, row, manifest, now);
                break;
        }

        if (database.ChangeTracker.HasChanges())
        {
            row.Version = Guid.CreateVersion7(now);
            await database.SaveChangesAsync(cancellationToken);
        }
    }

    private void Follow(CallSummaryDbContext database, Call row, Manifest manifest, DateTimeOffset now)
    {
        Correct(database, row, manifest.Call, now);
        if (row.Consent != manifest.Consent)
        {
            row.Consent = manifest.Consent;
            database.Publish(new ConsentChanged { CallId = row.Id, TenantId = row.TenantId, State = manifest.Consent, ChangedAt = manifest.ConsentAt }, now);
        }

        var pauses = manifest.Pauses.Count == 0 ? null : JsonSerializer.Serialize(manifest.Pauses);
        if (row.PausesJson != pauses)
        {
            row.PausesJson = pauses;
            database.Publish(
                new RecordingPaused { CallId = row.Id, TenantId = row.TenantId, IsPaused = manifest.Pauses is [.., { End: null }], Pauses = manifest.Pauses }, now);
        }

        if (manifest.Ended is not { } ended)
        {
            return;
        }

        row.EndedAt = ended.At;
        row.Duration = ended.Duration;
        row.Termination = ended.Termination;
        row.QualityJson = ended.Quality is null ? null : JsonSerializer.Serialize(ended.Quality, JsonSerializerOptions.Web);
        row.CallerUtterances = ended.CallerUtterances;
        row.CalleeUtterances = ended.CalleeUtterances;
        if (row.Consent is ConsentState.Refused or ConsentState.Withdrawn)
        {
            // Nothing may be kept, so there is nothing to transcribe or to summarise.
            row.State = CallState.Erased;
            row.CallerNumber = row.CalleeNumber = string.Empty;
            return;
        }

        row.State = CallState.Ended;
        row.TranscriptDeadline = ended.At + _recovery.TranscriptDeadline;
        row.NudgeAt = row.TranscriptDeadline;
        database.Publish(
            new CallEnded
            {
                CallId = row.Id,
                TenantId = row.TenantId,
                EndedAt = ended.At,
                Duration = ended.Duration,
                Termination = ended.Termination,
                CallerUtterances = ended.CallerUtterances,
                CalleeUtterances = ended.CalleeUtterances,
                Quality = ended.Quality,
            },
            now);
    }

    /// <summary>A recorder may say late who speaks; the call is announced when it first has a subscriber.</summary>
    private static void Correct(CallSummaryDbContext database, Call row, CallEntry call, DateTimeOffset now)
    {
        if (!row.CallerIsSubscriber && !row.CalleeIsSubscriber && call.SubscriberLegs.Count > 0)
        {
            database.Publish(Started(call), now);
        }

        row.CallerNumber = call.CallerNumber;
        row.CalleeNumber = call.CalleeNumber;
        row.CallerIsSubscriber = call.SubscriberLegs.Contains(Leg.Caller);
        row.CalleeIsSubscriber = call.SubscriberLegs.Contains(Leg.Callee);
    }

    private static Call NewRow(CallEntry call) => new()
    {
        Id = call.CallId,
        TenantId = call.TenantId,
        CallerNumber = call.CallerNumber,
        CalleeNumber = call.CalleeNumber,
        CallerIsSubscriber = call.SubscriberLegs.Contains(Leg.Caller),
        CalleeIsSubscriber = call.SubscriberLegs.Contains(Leg.Callee),
        StartedAt = call.At,
        TimeZone = call.TimeZone,
        State = CallState.InProgress,
        Consent = call.Consent,
        Attestation = call.Attestation,
    };

    private static CallStarted Started(CallEntry call) => new()
    {
        CallId = call.CallId,
        TenantId = call.TenantId,
        CallerNumber = call.CallerNumber,
        CalleeNumber = call.CalleeNumber,
        SubscriberLegs = call.SubscriberLegs,
        StartedAt = call.At,
    };
}

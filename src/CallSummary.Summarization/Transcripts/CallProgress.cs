using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Summarization.Risk;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Summarization.Transcripts;

/// <summary>
/// Moves a call from ended to transcribed: by count when all its utterances are in, or at its deadline. Messages only say that it is
/// worth looking; what is decided comes from the database, so their order, repetition and loss do not matter.
/// </summary>
internal sealed class CallProgress(CallTransactions calls, RiskLane risk, IOptions<SummarizationOptions> options, TimeProvider time, ILogger<CallProgress> logger)
{
    // The gateway writes the deadline when a call ends (CallSummary:Gateway:Recovery:TranscriptDeadline); this is for a row without one.
    private static readonly TimeSpan NoDeadline = TimeSpan.FromMinutes(10);

    /// <summary>Keeps an utterance's text, once; the last one finishes the transcript.</summary>
    public Task<ProgressOutcome> AddAsync(UtteranceTranscribed message, CancellationToken cancellationToken) => calls.RunAsync(
        message.CallId,
        async (database, call) =>
        {
            if (call is null)
            {
                return ProgressOutcome.UnknownCall;
            }

            // Erased and foreign are dropped alike; once the transcript is closed its lines are numbered and cited.
            if (CallTransactions.IsRefused(call) || call.TenantId != message.TenantId)
            {
                return ProgressOutcome.Refused;
            }

            if (call.State >= CallState.Transcribed)
            {
                return ProgressOutcome.TooLate;
            }

            if (await database.Utterances.AnyAsync(u => u.CallId == message.CallId && u.Leg == message.Leg && u.Sequence == message.Sequence, cancellationToken))
            {
                return ProgressOutcome.Unchanged;
            }

            database.Utterances.Add(Row(message));
            await database.SaveChangesAsync(cancellationToken);
            await risk.ReadAsync(database, call, message, cancellationToken);
            return await FinishAsync(database, call, cancellationToken) ? ProgressOutcome.Transcribed : ProgressOutcome.Stored;
        },
        cancellationToken);

    /// <summary>Looks whether an ended call's transcript is finished, and sets its deadline when it has none.</summary>
    public Task<ProgressOutcome> LookAsync(Guid callId, CancellationToken cancellationToken) => calls.RunAsync(
        callId,
        async (database, call) =>
        {
            if (call is null)
            {
                return ProgressOutcome.UnknownCall;
            }

            if (CallTransactions.IsRefused(call))
            {
                return ProgressOutcome.Refused;
            }

            if (call.State != CallState.Ended)
            {
                return ProgressOutcome.Unchanged;
            }

            if (await FinishAsync(database, call, cancellationToken))
            {
                return ProgressOutcome.Transcribed;
            }

            if (call.NudgeAt != Deadline(call))
            {
                call.NudgeAt = call.TranscriptDeadline = Deadline(call);
                call.Version = Guid.CreateVersion7(time.GetUtcNow());
            }

            return ProgressOutcome.Unchanged;
        },
        cancellationToken);

    /// <summary>Announces a transcribed call again whose summaries are overdue.</summary>
    public Task<ProgressOutcome> AnnounceAgainAsync(Guid callId, DateTimeOffset dueBy, CancellationToken cancellationToken) => calls.RunAsync(
        callId,
        async (database, call) =>
        {
            if (call is null || CallTransactions.IsRefused(call) || call.State != CallState.Transcribed || call.NudgeAt > dueBy)
            {
                return ProgressOutcome.Unchanged;
            }

            Announce(database, call, await MissingAsync(database, call, cancellationToken));
            return ProgressOutcome.Transcribed;
        },
        cancellationToken);

    /// <summary>Announces a summarised call once more, because a model is to write what it could not write before.</summary>
    public Task<ProgressOutcome> AskAgainAsync(Guid callId, CancellationToken cancellationToken) => calls.RunAsync(
        callId,
        async (database, call) =>
        {
            var now = time.GetUtcNow();
            var due = await database.Summaries.Where(s => s.CallId == callId && s.RetryAt <= now).ToListAsync(cancellationToken);
            if (call is not { State: CallState.Summarized } || CallTransactions.IsRefused(call))
            {
                due.ForEach(summary => summary.RetryAt = null);
                return ProgressOutcome.Refused;
            }

            // A repeat while the model is being asked finds the call in flight, or nothing due any more.
            database.Publish(new CallTranscribed { CallId = call.Id, TenantId = call.TenantId, Missing = [] }, now);
            return due.Count > 0 ? ProgressOutcome.Transcribed : ProgressOutcome.Unchanged;
        },
        cancellationToken);

    private async Task<bool> FinishAsync(CallSummaryDbContext database, Call call, CancellationToken cancellationToken)
    {
        if (call.State != CallState.Ended)
        {
            return false;
        }

        var missing = await MissingAsync(database, call, cancellationToken);
        if (missing.Count > 0 && Deadline(call) > time.GetUtcNow())
        {
            return false;
        }

        call.State = CallState.Transcribed;
        Announce(database, call, missing);
        logger.Transcribed(call.Id, missing.Count);
        return true;
    }

    private void Announce(CallSummaryDbContext database, Call call, IReadOnlyList<UtteranceKey> missing)
    {
        var now = time.GetUtcNow();
        call.NudgeAt = now + options.Value.SummaryRetryInterval;
        call.Version = Guid.CreateVersion7(now);
        database.Publish(new CallTranscribed { CallId = call.Id, TenantId = call.TenantId, Missing = missing }, now);
    }

    private static DateTimeOffset Deadline(Call call) => call.TranscriptDeadline ?? ((call.EndedAt ?? call.StartedAt) + NoDeadline);

    private static async Task<IReadOnlyList<UtteranceKey>> MissingAsync(CallSummaryDbContext database, Call call, CancellationToken cancellationToken)
    {
        var stored = await database.Utterances
            .Where(u => u.CallId == call.Id)
            .Select(u => new { u.Leg, u.Sequence })
            .ToListAsync(cancellationToken);
        var there = stored.Select(u => (u.Leg, u.Sequence)).ToHashSet();
        IEnumerable<UtteranceKey> Expected(Leg leg, int? count) => Enumerable.Range(0, count ?? 0).Select(sequence => new UtteranceKey { Leg = leg, Sequence = sequence });
        return [.. Expected(Leg.Caller, call.CallerUtterances).Concat(Expected(Leg.Callee, call.CalleeUtterances)).Where(key => !there.Contains((key.Leg, key.Sequence)))];
    }

    /// <summary>What is stored of an utterance.</summary>
    internal static Utterance Row(UtteranceTranscribed message) => new()
    {
        CallId = message.CallId,
        Leg = message.Leg,
        Sequence = message.Sequence,
        Offset = message.Offset,
        Duration = message.Duration,
        Text = message.Text,
        Language = message.Language,
        Probability = message.Probability,
        NoSpeechProbability = message.NoSpeechProbability,
        Drop = message.Drop,
        SegmentsJson = JsonSerializer.Serialize(message.Segments),
        Model = message.Model,
    };
}

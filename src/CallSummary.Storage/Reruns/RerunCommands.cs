using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Storage.Reruns;

/// <summary>Asks for part of a call's work to be done again. The caller has checked that the asker may.</summary>
public static class RerunCommands
{
    /// <summary>After this time without an outcome a command is published again.</summary>
    public static readonly TimeSpan NudgeAfter = TimeSpan.FromMinutes(10);

    /// <summary>Adds the command and its row; both are there once the context's next save commits.</summary>
    /// <param name="database">The caller's context.</param>
    /// <param name="call">The call, of the asker's tenant.</param>
    /// <param name="leg">Whose view is written again; null for every subscriber's.</param>
    /// <param name="engine">The engine that shall write; null for the configured ones.</param>
    /// <param name="model">The model's name; null for the configured one.</param>
    /// <param name="now">The present, from the caller's clock.</param>
    public static Rerun SummarizeAgain(this CallSummaryDbContext database, Call call, Leg? leg, SummaryBackend? engine, string? model, DateTimeOffset now)
    {
        var rerun = new Rerun
        {
            Id = Guid.CreateVersion7(now),
            CallId = call.Id,
            TenantId = call.TenantId,
            Kind = RerunKind.Summary,
            SubscriberLeg = leg,
            Engine = engine,
            Model = model,
            RequestedAt = now,
        };
        database.Reruns.Add(rerun);
        Publish(database, rerun, [], now);
        return rerun;
    }

    /// <summary>Adds the command and its row; both are there once the context's next save commits.</summary>
    /// <param name="database">The caller's context.</param>
    /// <param name="call">The call, of the asker's tenant.</param>
    /// <param name="model">The speech model's name; null for the configured one.</param>
    /// <param name="language">The language that is spoken (ISO 639-1); null to detect it.</param>
    /// <param name="now">The present, from the caller's clock.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static async Task<Rerun> TranscribeAgainAsync(
        this CallSummaryDbContext database, Call call, string? model, string? language, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rerun = new Rerun
        {
            Id = Guid.CreateVersion7(now),
            CallId = call.Id,
            TenantId = call.TenantId,
            Kind = RerunKind.Transcript,
            Model = model,
            Language = language,
            RequestedAt = now,
        };
        database.Reruns.Add(rerun);
        await PublishAsync(database, rerun, now, cancellationToken);
        return rerun;
    }

    /// <summary>
    /// Publishes with the context's next save what a row's command still needs: the utterances that are not in yet, or, when none is missing, the summary.
    /// </summary>
    public static async Task PublishAsync(CallSummaryDbContext database, Rerun rerun, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<UtteranceSpan> spans = rerun.Kind == RerunKind.Summary
            ? []
            : await database.MissingOf(rerun)
                .OrderBy(u => u.Leg).ThenBy(u => u.Sequence)
                .Select(u => new UtteranceSpan { Leg = u.Leg, Sequence = u.Sequence, Offset = u.Offset, Duration = u.Duration })
                .ToListAsync(cancellationToken);
        Publish(database, rerun, spans, now);
    }

    /// <summary>The call's utterances that a running transcription has not given yet.</summary>
    public static IQueryable<Utterance> MissingOf(this CallSummaryDbContext database, Rerun rerun) => database.Utterances.AsNoTracking()
        .Where(u => u.CallId == rerun.CallId && !database.RerunUtterances.Any(r => r.RerunId == rerun.Id && r.Leg == u.Leg && r.Sequence == u.Sequence));

    private static void Publish(CallSummaryDbContext database, Rerun rerun, List<UtteranceSpan> spans, DateTimeOffset now)
    {
        rerun.NudgeAt = now + NudgeAfter;
        if (spans.Count == 0)
        {
            database.Publish(
                new ResummarizeCall
                {
                    RequestId = rerun.Id,
                    CallId = rerun.CallId,
                    TenantId = rerun.TenantId,
                    SubscriberLeg = rerun.SubscriberLeg,
                    Engine = rerun.Engine,
                    Model = rerun.Kind == RerunKind.Summary ? rerun.Model : null, // A transcript's is a speech model.
                },
                now);
            return;
        }

        database.Publish(
            new RetranscribeCall
            {
                RequestId = rerun.Id,
                CallId = rerun.CallId,
                TenantId = rerun.TenantId,
                Model = rerun.Model,
                Language = rerun.Language,
                Utterances = spans,
            },
            now);
    }
}

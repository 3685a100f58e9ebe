using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CallSummary.Summarization.Risk;

/// <summary>
/// Warns while the call runs: scores what is said to a subscriber line by line and publishes a raised level at once, in the transaction that stores
/// the line. No model is asked: a warning must not wait for one.
/// </summary>
internal sealed class RiskLane(SummarizationMetrics metrics, TimeProvider time, ILogger<RiskLane> logger)
{
    /// <summary>Reads a new line; it is among the call's stored utterances already.</summary>
    public async Task ReadAsync(CallSummaryDbContext database, Call call, UtteranceTranscribed line, CancellationToken cancellationToken)
    {
        // Whoever talks to a subscriber may be the fraud. Most lines hold no sign and cost no query.
        var toSubscriber = line.Leg == Leg.Caller ? call.CalleeIsSubscriber : call.CallerIsSubscriber;
        if (!toSubscriber || RiskSigns.In(line.Text).Count == 0)
        {
            return;
        }

        var said = await database.Utterances.AsNoTracking().Where(u => u.CallId == call.Id && u.Leg == line.Leg).ToListAsync(cancellationToken);
        var lines = TranscriptOrder.Lines(said);
        var risk = new CallRisk();
        for (var i = 0; i < lines.Count; i++)
        {
            risk.Read(i, RiskSigns.In(lines[i].Text));
        }

        if (risk is not { Level: { } level, Raised: { } raised } || level <= call.Risk)
        {
            return;
        }

        // The column alone: the row's version belongs to whoever moves the call on.
        await database.Calls.Where(c => c.Id == call.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Risk, level), cancellationToken);
        var now = time.GetUtcNow();
        database.Publish(
            new RiskRaised
            {
                CallId = call.Id,
                TenantId = call.TenantId,
                Level = level,
                Phrase = raised.Phrase,
                Sign = raised.Sign,
                Leg = line.Leg,
                Sequence = lines[raised.Line].Sequence,
                Offset = lines[raised.Line].Offset,
                RaisedAt = now,
            },
            now);
        metrics.RiskRaised(level);
        logger.RiskRaised(call.Id, level, raised.Sign);
    }
}

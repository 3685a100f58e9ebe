using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Operations;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Operations;

/// <summary>Keeps the SIP messages of calls that are over.</summary>
internal sealed class CallTracedConsumer(IDbContextFactory<CallSummaryDbContext> contexts) : IConsumer<CallTraced>
{
    /// <summary>Messages kept of one call.</summary>
    private const int Most = 200;

    public async Task Consume(ConsumeContext<CallTraced> context)
    {
        var trace = context.Message;
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        if (await database.Calls.AnyAsync(c => c.Id == trace.CallId && c.State == CallState.Erased, context.CancellationToken))
        {
            return;
        }

        if (await database.CallTraces.SingleOrDefaultAsync(t => t.CallId == trace.CallId, context.CancellationToken) is { } known)
        {
            Join(known, trace);
        }
        else
        {
            database.CallTraces.Add(Row(trace));
        }

        await database.SaveChangesAsync(context.CancellationToken);
    }

    /// <summary>A recorder may send one call in several sessions. A message that comes twice adds nothing.</summary>
    private static void Join(CallTrace known, CallTraced trace)
    {
        var later = trace.At - known.At;
        var before = JsonSerializer.Deserialize<List<SipTraceEntry>>(known.EntriesJson) ?? [];
        var all = before.Union(trace.Entries.Select(e => e with { At = e.At + later })).OrderBy(e => e.At).ToList();
        if (all.Count > before.Count)
        {
            known.EntriesJson = JsonSerializer.Serialize(all.Take(Most));
            known.Omitted += trace.Omitted + Math.Max(0, all.Count - Most);
            known.Termination = trace.Termination;
        }
    }

    private static CallTrace Row(CallTraced trace) => new()
    {
        CallId = trace.CallId,
        TenantId = trace.TenantId,
        At = trace.At,
        Trunk = trace.Trunk,
        Answered = trace.Answered,
        Termination = trace.Termination,
        EntriesJson = JsonSerializer.Serialize(trace.Entries.Take(Most)),
        Omitted = trace.Omitted,
    };
}

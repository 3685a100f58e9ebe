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
    public async Task Consume(ConsumeContext<CallTraced> context)
    {
        var trace = context.Message;
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        if (await database.CallTraces.AnyAsync(t => t.CallId == trace.CallId, context.CancellationToken)
            || await database.Calls.AnyAsync(c => c.Id == trace.CallId && c.State == CallState.Erased, context.CancellationToken))
        {
            return;
        }

        database.CallTraces.Add(new CallTrace
        {
            CallId = trace.CallId,
            TenantId = trace.TenantId,
            At = trace.At,
            Trunk = trace.Trunk,
            Answered = trace.Answered,
            Termination = trace.Termination,
            EntriesJson = JsonSerializer.Serialize(trace.Entries),
            Omitted = trace.Omitted,
        });
        await database.SaveChangesAsync(context.CancellationToken);
    }
}

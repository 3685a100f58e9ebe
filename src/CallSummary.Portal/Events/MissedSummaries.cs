using CallSummary.Portal.Access;
using CallSummary.Storage;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Events;

/// <summary>Finds in the database the summaries that a reader missed while it was away from this process.</summary>
internal sealed class MissedSummaries(IDbContextFactory<CallSummaryDbContext> contexts, EventSource source)
{
    /// <summary>Most summaries that are made up for; a reader that missed more lists the calls.</summary>
    public const int Most = 200;

    /// <summary>Clocks of different processes differ, and a summary's event comes after its row: repeats are better than gaps.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    public async Task<IReadOnlyList<PortalEvent>> SinceAsync(CallScope scope, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var from = since - DateTimeOffset.UnixEpoch > Overlap ? since - Overlap : DateTimeOffset.UnixEpoch;
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var summaries = await scope.Summaries(database)
            .Where(s => s.CreatedAt >= from)
            .OrderByDescending(s => s.CreatedAt)
            .Take(Most)
            .ToListAsync(cancellationToken);
        summaries.Reverse();

        var events = new List<PortalEvent>(summaries.Count);
        foreach (var summary in summaries)
        {
            if (await source.OfAsync(summary, cancellationToken) is { } missed)
            {
                events.Add(missed);
            }
        }

        return events;
    }
}

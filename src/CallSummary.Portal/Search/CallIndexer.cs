using CallSummary.Contracts;
using CallSummary.Portal.Access;
using CallSummary.Portal.App;
using CallSummary.Portal.Pages;
using CallSummary.Storage;
using CallSummary.Storage.Search;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Search;

/// <summary>Writes a call's entries of the search index from what is stored now. Doing it twice changes nothing.</summary>
internal sealed class CallIndexer(IDbContextFactory<CallSummaryDbContext> contexts, TimeProvider time)
{
    private const int LongestText = 200_000;

    public async Task IndexAsync(Guid callId, string tenantId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        if (await new CallScope(tenantId, null).Calls(database).SingleOrDefaultAsync(c => c.Id == callId, cancellationToken) is not { } call)
        {
            return;
        }

        var parties = CallParties.Of(call);
        foreach (var (leg, number) in new[] { (Leg.Caller, parties.Caller), (Leg.Callee, parties.Callee) })
        {
            if (number is not null)
            {
                await IndexAsync(database, callId, leg, new CallScope(tenantId, number), cancellationToken);
            }
        }
    }

    private async Task IndexAsync(CallSummaryDbContext database, Guid callId, Leg leg, CallScope owner, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await new CallReader(database).ReadAsync(callId, owner, cancellationToken) is not { } view || view.Me != leg)
        {
            return; // Somebody who called himself reads from one side.
        }

        var text = TextOf(view);
        var entry = await database.CallIndex.SingleOrDefaultAsync(e => e.CallId == callId && e.Leg == leg, cancellationToken);
        if (entry is null)
        {
            entry = new CallIndexEntry
            {
                CallId = callId,
                Leg = leg,
                TenantId = owner.TenantId,
                SubscriberNumber = owner.SubscriberNumber!,
                StartedAt = view.Call.StartedAt,
                Title = string.Empty,
                Summary = string.Empty,
                Risk = "none",
                OpenActionItems = 0,
                Read = false,
                Text = string.Empty,
                IndexedAt = now,
            };
            database.CallIndex.Add(entry);
        }
        else if (entry.IndexedAt > now)
        {
            return; // Somebody has read later than we did: what he wrote is newer.
        }

        entry.Title = view.Summary?.Title.Text ?? string.Empty;
        entry.Summary = view.Summary?.Summary.Text ?? string.Empty;
        entry.Risk = view.Summary?.Content.Risk.Level ?? "none";
        entry.OpenActionItems = view.Summary?.Todos.Count(t => t is { Mine: true, Done: false }) ?? 0;
        entry.Read = view.Summary is null || view.Mark?.ReadAt is not null;
        entry.Text = text;
        entry.Grams = SearchText.Grams(text);
        entry.IndexedAt = now;
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (entry.Id == 0)
        {
            // Another process was first; it read what we read.
            database.ChangeTracker.Clear();
        }

        // The call may have been erased meanwhile, and what is erased must not be found.
        await database.CallIndex.Where(e => e.CallId == callId && !owner.Calls(database).Any(c => c.Id == callId)).ExecuteDeleteAsync(cancellationToken);
    }

    // Fields are folded one by one, so that no word is found across two of them.
    private static string TextOf(CallView view)
    {
        var summary = view.Summary;
        IEnumerable<string> parts =
        [
            view.Name ?? string.Empty,
            view.OtherNumber,
            Wording.Number(view.OtherNumber),
            .. summary is null ? [] : new[] { summary.Title.Text, summary.Summary.Text },
            .. summary?.Details.Select(d => d.Text) ?? [],
            .. summary?.Todos.Select(t => t.Item.Text) ?? [],
            .. summary?.Content.Schedule.Select(s => $"{s.What} {s.When}") ?? [],
            .. summary?.Content.Facts.Select(f => f.Value) ?? [],
            .. summary?.Content.Tags ?? [],
            .. view.Lines.Select(l => l.Text),
        ];
        var text = string.Join('\n', parts.Select(SearchText.Fold).Where(p => p.Length > 0));
        return text.Length > LongestText ? text[..LongestText] : text;
    }
}

using CallSummary.Portal.Access;
using CallSummary.Portal.Calls;
using CallSummary.Portal.Pages;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Search;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.App;

/// <summary>Finds a subscriber's calls, newest first, a page at a time.</summary>
internal sealed class CallList(CallSummaryDbContext database, TimeProvider time)
{
    public const int PageLength = 40;

    public async Task<CallListPage> FindAsync(CallScope scope, CallFilter filter, CancellationToken cancellationToken)
    {
        var calls = filter.IsPlain ? await AllAsync(scope, filter, cancellationToken) : await FoundAsync(scope, filter, cancellationToken);
        var more = calls.Count > PageLength ? new CallCursor(calls[PageLength - 1].StartedAt, calls[PageLength - 1].Id) : (CallCursor?)null;

        // The window of a day is three UTC days wide; here it is the one of the call's own zone.
        calls = [.. calls.Take(PageLength).Where(c => filter.Day is not { } wanted || DateOnly.FromDateTime(Wording.At(c.StartedAt, c.TimeZone).Date) == wanted)];
        return new CallListPage(filter, await WithNamesAsync(scope, calls, cancellationToken), more is null ? null : filter.Address(after: more), time.GetUtcNow());
    }

    // The plain list goes by the calls themselves: one that runs is in it. Two queries, because each has its index, whatever else the tenant holds.
    private async Task<List<Call>> AllAsync(CallScope scope, CallFilter filter, CancellationToken cancellationToken)
    {
        var number = scope.SubscriberNumber;
        var calls = scope.Calls(database);
        var made = await NewestAsync(calls.Where(c => c.CallerNumber == number), filter, cancellationToken);
        var taken = await NewestAsync(calls.Where(c => c.CalleeNumber == number), filter, cancellationToken);
        return [.. made.UnionBy(taken, c => c.Id).OrderByDescending(c => c.StartedAt).ThenByDescending(c => c.Id.ToString(), StringComparer.Ordinal).Take(PageLength + 1)];
    }

    private static Task<List<Call>> NewestAsync(IQueryable<Call> calls, CallFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Window is var (from, to))
        {
            calls = calls.Where(c => c.StartedAt >= from && c.StartedAt < to);
        }

        if (filter.After is { } after)
        {
            calls = calls.Where(c => c.StartedAt < after.StartedAt || (c.StartedAt == after.StartedAt && c.Id < after.Id));
        }

        return calls.OrderByDescending(c => c.StartedAt).ThenByDescending(c => c.Id).Take(PageLength + 1).ToListAsync(cancellationToken);
    }

    // A search goes by the index, which a call enters when it ends.
    private async Task<List<Call>> FoundAsync(CallScope scope, CallFilter filter, CancellationToken cancellationToken)
    {
        var words = SearchText.Words(filter.Search);
        if (filter.Search.Length > 0 && words.Count == 0)
        {
            return []; // Punctuation alone finds nothing.
        }

        var entries = scope.Index(database, CallSearch.Find(database, words));
        entries = filter.Only switch
        {
            "unread" => entries.Where(e => !e.Read),
            "todo" => entries.Where(e => e.OpenActionItems > 0),
            "risk" => entries.Where(e => e.Risk != "none"),
            _ => entries,
        };
        if (filter.Window is var (from, to))
        {
            entries = entries.Where(e => e.StartedAt >= from && e.StartedAt < to);
        }

        if (filter.After is { } after)
        {
            entries = entries.Where(e => e.StartedAt < after.StartedAt || (e.StartedAt == after.StartedAt && e.CallId < after.Id));
        }

        var ids = await entries.OrderByDescending(e => e.StartedAt).ThenByDescending(e => e.CallId).Select(e => e.CallId).Take(PageLength + 1).ToListAsync(cancellationToken);
        var calls = await scope.Calls(database).Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        return [.. ids.Distinct().Where(calls.ContainsKey).Select(id => calls[id])];
    }

    private async Task<List<CallRow>> WithNamesAsync(CallScope scope, List<Call> calls, CancellationToken cancellationToken)
    {
        var ids = calls.ConvertAll(c => c.Id);
        var entries = await database.CallIndex.AsNoTracking()
            .Where(e => e.TenantId == scope.TenantId && e.SubscriberNumber == scope.SubscriberNumber && ids.Contains(e.CallId))
            .Select(e => new CallIndexEntry
            {
                CallId = e.CallId,
                Leg = e.Leg,
                TenantId = e.TenantId,
                SubscriberNumber = e.SubscriberNumber,
                StartedAt = e.StartedAt,
                Title = e.Title,
                Summary = e.Summary,
                Risk = e.Risk,
                OpenActionItems = e.OpenActionItems,
                Read = e.Read,
                Text = string.Empty,
                IndexedAt = e.IndexedAt,
            })
            .ToListAsync(cancellationToken);
        var numbers = calls.SelectMany(c => new[] { c.CallerNumber, c.CalleeNumber }).Distinct().ToList();
        var names = await scope.Contacts(database).AsNoTracking().Where(c => numbers.Contains(c.Number)).ToDictionaryAsync(c => c.Number, c => c.Name, cancellationToken);
        return calls.ConvertAll(call =>
        {
            var me = CallParties.Of(call).ViewOf(scope)!.Value;
            var other = me == Contracts.Leg.Caller ? call.CalleeNumber : call.CallerNumber;
            return new CallRow(call, me, names.GetValueOrDefault(other), entries.Find(e => e.CallId == call.Id && e.Leg == me));
        });
    }
}

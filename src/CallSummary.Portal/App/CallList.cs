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

    /// <summary>Candidates whose text is read at a time; almost all of them hold what was looked for.</summary>
    private const int UnsureChunk = 400;

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

        // A word that many calls hold is settled by the newest of them: the index would gather all before it gave the first. It is asked for rare words.
        var (found, after) = words.Count == 0 ? ([], filter.After) : await ChunkAsync(scope, filter, [], words, filter.After, UnsureChunk, cancellationToken);
        if (words.Count == 0 || (after is not null && found.Count <= PageLength))
        {
            found = [];
            after = filter.After;
            var unsure = CallSearch.Unsure(database, words);
            do
            {
                (var more, after) = await ChunkAsync(scope, filter, words, unsure, after, unsure.Count == 0 ? PageLength + 1 : UnsureChunk, cancellationToken);
                found.AddRange(more);
            }
            while (after is not null && found.Count <= PageLength);
        }

        found = [.. found.Distinct().Take(PageLength + 1)];
        var calls = await scope.Calls(database).Where(c => found.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        return [.. found.Where(calls.ContainsKey).Select(id => calls[id])];
    }

    // The next entries that the index gives for the words, less those whose text lacks one of which it is not sure; and where to go on, null at the end.
    private async Task<(List<Guid> Found, CallCursor? Next)> ChunkAsync(
        CallScope scope, CallFilter filter, IReadOnlyList<string> words, IReadOnlyList<string> unsure, CallCursor? after, int length, CancellationToken cancellationToken)
    {
        var candidates = await Candidates(scope, filter, words, after)
            .OrderByDescending(e => e.StartedAt).ThenByDescending(e => e.CallId).Take(length)
            .Select(e => new { e.Id, e.CallId, e.StartedAt }).ToListAsync(cancellationToken);
        var ids = candidates.ConvertAll(c => c.Id);
        var holding = unsure.Count == 0
            ? ids.ToHashSet()
            : (await CallSearch.Holding(database.CallIndex.Where(e => ids.Contains(e.Id)), unsure).Select(e => e.Id).ToListAsync(cancellationToken)).ToHashSet();
        return (
            [.. candidates.Where(c => holding.Contains(c.Id)).Select(c => c.CallId)],
            candidates.Count < length ? null : new CallCursor(candidates[^1].StartedAt, candidates[^1].CallId));
    }

    private IQueryable<CallIndexEntry> Candidates(CallScope scope, CallFilter filter, IReadOnlyList<string> words, CallCursor? after)
    {
        var entries = scope.Index(database, CallSearch.Candidates(database, words));
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

        return after is { } cursor
            ? entries.Where(e => e.StartedAt < cursor.StartedAt || (e.StartedAt == cursor.StartedAt && e.CallId < cursor.Id))
            : entries;
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

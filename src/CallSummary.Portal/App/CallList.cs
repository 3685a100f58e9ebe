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
        // A search goes by the index, which an ended call enters with its summary; the plain list goes by the calls themselves.
        var calls = filter.IsPlain ? scope.Calls(database) : Found(scope, filter);
        if (filter.Day is { } day)
        {
            // A day is the one of the call's own zone; of the calls of three UTC days, those whose date it is.
            var (from, to) = (day.ToDateTime(TimeOnly.MinValue).AddHours(-14), day.ToDateTime(TimeOnly.MinValue).AddHours(38));
            var (start, end) = (new DateTimeOffset(from, TimeSpan.Zero), new DateTimeOffset(to, TimeSpan.Zero));
            calls = calls.Where(c => c.StartedAt >= start && c.StartedAt < end);
        }

        if (filter.After is { } after)
        {
            calls = calls.Where(c => c.StartedAt < after.StartedAt || (c.StartedAt == after.StartedAt && c.Id < after.Id));
        }

        var rows = await calls.OrderByDescending(c => c.StartedAt).ThenByDescending(c => c.Id).Take(PageLength + 1).ToListAsync(cancellationToken);
        var more = rows.Count > PageLength ? new CallCursor(rows[PageLength - 1].StartedAt, rows[PageLength - 1].Id) : (CallCursor?)null;
        rows = [.. rows.Take(PageLength).Where(c => filter.Day is not { } wanted || DateOnly.FromDateTime(Wording.At(c.StartedAt, c.TimeZone).Date) == wanted)];
        return new CallListPage(filter, await WithNamesAsync(scope, rows, cancellationToken), more is null ? null : filter.Address(after: more), time.GetUtcNow());
    }

    private IQueryable<Call> Found(CallScope scope, CallFilter filter)
    {
        var words = SearchText.Words(filter.Search);
        var entries = scope.Index(database, CallSearch.Find(database, words));
        entries = filter.Only switch
        {
            "unread" => entries.Where(e => !e.Read),
            "todo" => entries.Where(e => e.OpenActionItems > 0),
            "risk" => entries.Where(e => e.Risk != "none"),
            _ => entries,
        };
        if (filter.Search.Length > 0 && words.Count == 0)
        {
            entries = entries.Where(e => false); // Punctuation alone finds nothing.
        }

        return scope.Calls(database).Where(c => entries.Select(e => e.CallId).Contains(c.Id));
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

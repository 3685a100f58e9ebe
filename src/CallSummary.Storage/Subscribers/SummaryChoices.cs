using System.Collections.Concurrent;
using CallSummary.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallSummary.Storage.Subscribers;

/// <summary>
/// What subscribers chose (<see cref="SummaryChoice"/>), in memory for whoever takes calls: no call waits for the database. A change is heeded within
/// <see cref="Interval"/>; while the database cannot be read, what was known before holds.
/// </summary>
public sealed class SummaryChoices(IDbContextFactory<CallSummaryDbContext> contexts, TimeProvider time, ILogger<SummaryChoices> logger) : BackgroundService
{
    /// <summary>How often changes are looked for.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Portals' clocks may differ, and a change may be committed after a later one.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Tenant, string Subscriber, string Other), (bool? Outgoing, bool? Incoming)> _known = new();
    private DateTimeOffset _readUpTo = DateTimeOffset.UnixEpoch;

    /// <summary>Whether a subscriber wants the call summarised.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="subscriber">The subscriber's number.</param>
    /// <param name="other">The other party's number.</param>
    /// <param name="leg">The subscriber's leg: the caller's call is an outgoing one.</param>
    public bool Wants(string tenantId, string subscriber, string other, Leg leg) =>
        Of(tenantId, subscriber, other, leg) ?? Of(tenantId, subscriber, string.Empty, leg) ?? true;

    /// <summary>Those of <paramref name="legs"/> whose subscribers want the call.</summary>
    public IReadOnlyList<Leg> Wanting(string tenantId, string caller, string callee, IReadOnlyList<Leg> legs) => _known.IsEmpty
        ? legs
        : [.. legs.Where(leg => leg == Leg.Caller ? Wants(tenantId, caller, callee, leg) : Wants(tenantId, callee, caller, leg))];

    /// <summary>Reads what has changed since the last time.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var since = _readUpTo - Overlap;
        var changes = 0;
        await foreach (var choice in database.SummaryChoices.AsNoTracking().Where(c => c.ChangedAt >= since).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var key = (choice.TenantId, choice.SubscriberNumber, choice.OtherNumber);
            if (choice is { Outgoing: null, Incoming: null })
            {
                changes += _known.TryRemove(key, out _) ? 1 : 0;
            }
            else if (!_known.TryGetValue(key, out var before) || before != (choice.Outgoing, choice.Incoming))
            {
                _known[key] = (choice.Outgoing, choice.Incoming);
                changes++;
            }

            _readUpTo = choice.ChangedAt > _readUpTo ? choice.ChangedAt : _readUpTo;
        }

        if (changes > 0)
        {
            logger.ChoicesRead(changes);
        }
    }

    /// <inheritdoc />
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken); // Before the first call.
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await RefreshAsync(stoppingToken);
                failing = false;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                if (!failing)
                {
                    logger.ChoicesUnavailable(exception);
                }

                failing = true;
            }
        }
    }

    private bool? Of(string tenant, string subscriber, string other, Leg leg) =>
        _known.TryGetValue((tenant, subscriber, other), out var choice) ? (leg == Leg.Caller ? choice.Outgoing : choice.Incoming) : null;
}

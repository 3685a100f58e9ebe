using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Storage.Outbox;

/// <summary>
/// Brings committed messages to the bus: at once when this process committed them, else at the next look. A message leaves the
/// table after the bus has confirmed it, so it arrives at least once; repeats carry the same message id.
/// </summary>
internal sealed class OutboxDispatcher(
    IBus bus,
    OutboxLeases leases,
    OutboxSignal signal,
    OutboxMetrics metrics,
    IOptions<StorageOptions> options,
    TimeProvider time,
    ILogger<OutboxDispatcher> logger) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UnknownInterval = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task? _running;
    private DateTimeOffset _unknownCheckedAt = DateTimeOffset.MinValue;

    // Started: every StartAsync has returned, so the bus is up and what is published finds its consumers.
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    // Stopping: the bus still works, and stages that were added after storage have already drained. Publish what they left.
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (_running is null)
        {
            // The host never came up: there may be no bus, and no database.
            return;
        }

        await _stopping.CancelAsync();
        await _running;
        try
        {
            while (await DispatchAsync(cancellationToken))
            {
            }
        }
        catch (Exception exception)
        {
            logger.OutboxUnavailable(TimeSpan.Zero, exception);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();

    /// <summary>Publishes one batch; true when there may be more at once.</summary>
    internal async Task<bool> DispatchAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var timeout = options.Value.OutboxPublishTimeout;
        // The lease outlives the attempt by far: while this process lives, nobody else publishes the same rows.
        var rows = await leases.TakeAsync(options.Value.OutboxBatchSize, now, now + (2 * timeout) + LongestBackoff, cancellationToken);
        if (rows.Count == 0)
        {
            return false;
        }

        var attempts = rows.ConvertAll(row => PublishAsync(row, timeout, cancellationToken));
        var errors = await Task.WhenAll(attempts);

        // What the bus has confirmed is removed even when the host stops meanwhile.
        var published = rows.Where((_, i) => errors[i] is null).ToList();
        if (published.Count > 0)
        {
            await leases.RemoveAsync(published.ConvertAll(row => row.Id), CancellationToken.None);
            published.ForEach(row => metrics.Published(time.GetUtcNow() - row.CreatedAt));
        }

        if (published.Count < rows.Count)
        {
            await PostponeAsync([.. rows.Where((_, i) => errors[i] is not null)]);
            logger.PublishFailed(rows.Count - published.Count, rows.Count, errors.First(error => error is not null)!);
        }

        return published.Count == options.Value.OutboxBatchSize;
    }

    private static TimeSpan Backoff(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(LongestBackoff.TotalSeconds, Math.Pow(2, Math.Min(attempts, 10)) / 2));

    private async Task RunAsync(CancellationToken stopping)
    {
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            var wait = options.Value.OutboxPollInterval;
            try
            {
                await ReportUnknownAsync(stopping);

                // A batch that was taken is finished: cancelled half-way its messages would stay leased, and no drain would find them.
                while (!stopping.IsCancellationRequested && await DispatchAsync(CancellationToken.None))
                {
                }

                failures = 0;
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                wait = Backoff(++failures);
                logger.OutboxUnavailable(wait, exception);
            }
            catch (Exception)
            {
                return;
            }

            await signal.WaitAsync(wait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string?> PublishAsync(OutboxMessage row, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var (message, type) = OutboxSerializer.Unwrap(row);
            await bus.Publish(message, type, context => context.MessageId = row.Id, either.Token);
            return null;
        }
        catch (OperationCanceledException)
        {
            return $"The bus did not confirm within {timeout}.";
        }
        catch (Exception exception)
        {
            // Whatever is wrong with the broker or with one message must not stop the others.
            return exception.Message;
        }
    }

    private async Task PostponeAsync(List<OutboxMessage> failed)
    {
        metrics.Failed(failed.Count);
        foreach (var group in failed.GroupBy(row => row.Attempts))
        {
            await leases.PostponeAsync([.. group.Select(row => row.Id)], time.GetUtcNow() + Backoff(group.Key), CancellationToken.None);
        }
    }

    private async Task ReportUnknownAsync(CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - _unknownCheckedAt < UnknownInterval)
        {
            return;
        }

        foreach (var (type, count) in await leases.CountUnknownAsync(cancellationToken))
        {
            logger.UnknownMessages(count, type);
        }

        _unknownCheckedAt = time.GetUtcNow();
    }
}

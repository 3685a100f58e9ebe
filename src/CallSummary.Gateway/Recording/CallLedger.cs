using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallSummary.Gateway.Recording;

/// <summary>
/// Keeps the database in step with the manifests, in the background: a call never waits for the database, and an outage is made
/// good when it is over.
/// </summary>
internal sealed class CallLedger(CallRow row, TimeProvider time, ILogger<CallLedger> logger) : BackgroundService
{
    /// <summary>Calls that may wait for the database; the sweeper finds what does not fit.</summary>
    internal const int Capacity = 10_000;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, byte> _pending = new();
    private readonly SemaphoreSlim _work = new(0);

    /// <summary>Calls whose row is behind their manifest.</summary>
    public int Pending => _pending.Count;

    /// <summary>The call's manifest has news for the database.</summary>
    public void Enqueue(Guid callId)
    {
        if (_pending.Count < Capacity && _pending.TryAdd(callId, 0))
        {
            _work.Release();
        }
    }

    public override void Dispose()
    {
        _work.Dispose();
        base.Dispose();
    }

    /// <summary>Writes what is pending now; false when the database did not take it all.</summary>
    public async Task<bool> DrainAsync(CancellationToken cancellationToken)
    {
        foreach (var callId in _pending.Keys)
        {
            // Removed first: news that arrives during the write must not be lost.
            _pending.TryRemove(callId, out _);
            try
            {
                await row.SyncAsync(callId, cancellationToken);
            }
            catch (InvalidDataException e)
            {
                logger.ManifestUnreadable(callId, e);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.DatabaseBehind(callId, _pending.Count + 1, e);
                _pending.TryAdd(callId, 0);
                return false;
            }
        }

        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await _work.WaitAsync(stoppingToken);
                while (!await DrainAsync(stoppingToken))
                {
                    await Task.Delay(RetryDelay, time, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is still pending is derived from the manifests at the next start.
        }
    }
}

namespace CallSummary.Summarization.Summaries;

/// <summary>The calls that this process is summarising, so that a repeat does no work twice and an erasure stops it.</summary>
internal sealed class WorkInFlight
{
    private readonly Dictionary<Guid, CancellationTokenSource> _calls = [];

    /// <summary>Claims a call; null when it is being summarised already.</summary>
    public Work? Begin(Guid callId, CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        lock (_calls)
        {
            if (_calls.TryAdd(callId, source))
            {
                return new Work(this, callId, source);
            }
        }

        source.Dispose();
        return null;
    }

    /// <summary>Stops the work on a call; true when there was any.</summary>
    public bool Drop(Guid callId)
    {
        // The lock keeps the source from being disposed between finding and cancelling it.
        lock (_calls)
        {
            if (!_calls.TryGetValue(callId, out var source))
            {
                return false;
            }

            source.Cancel();
            return true;
        }
    }

    /// <summary>A claim on one call; disposing gives it up.</summary>
    internal sealed class Work(WorkInFlight owner, Guid callId, CancellationTokenSource source) : IDisposable
    {
        public CancellationToken Token { get; } = source.Token;

        public void Dispose()
        {
            lock (owner._calls)
            {
                owner._calls.Remove(callId);
                source.Dispose();
            }
        }
    }
}

using CallSummary.Portal.Access;

namespace CallSummary.Portal.Events;

/// <summary>One reader of the stream: who it is, what it wants, and the events that wait for it.</summary>
internal sealed class EventConnection(string keyId, CallScope scope, IReadOnlySet<string> types, int buffer, Action abort) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<StreamItem> _waiting = new();
    private readonly SemaphoreSlim _arrived = new(0, 1);
    private IReadOnlyList<StreamItem> _taken = [];
    private IReadOnlyList<StreamItem> _replay = [];

    public string KeyId => keyId;

    public CallScope Scope => scope;

    /// <summary>Set when the reader asked to go on from a place that this process no longer (or never) held.</summary>
    public StreamPosition? Gap { get; set; }

    /// <summary>Set when the reader's Last-Event-ID was none of ours.</summary>
    public bool UnknownPosition { get; set; }

    public bool Wants(PortalEvent happened) => types.Contains(happened.Type) && happened.IsFor(scope);

    /// <summary>What the reader missed and this process still holds, oldest first.</summary>
    public void BeginWith(IReadOnlyList<StreamItem> missed) => _replay = missed;

    /// <summary>False when the reader is too far behind.</summary>
    public bool Offer(StreamItem item)
    {
        lock (_gate)
        {
            var most = item.Position is null ? buffer / 2 : buffer;
            if (_waiting.Count >= most)
            {
                // What is worth nothing a moment later is left out before anybody is cut off.
                return item.Position is null;
            }

            _waiting.Enqueue(item);
            if (_arrived.CurrentCount == 0)
            {
                _arrived.Release();
            }

            return true;
        }
    }

    /// <summary>Takes what has arrived, oldest first; empty when nothing came within <paramref name="wait"/>.</summary>
    public async Task<IReadOnlyList<StreamItem>> TakeAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        if (_replay.Count == 0)
        {
            await _arrived.WaitAsync(wait, cancellationToken);
        }

        lock (_gate)
        {
            _taken = [.. _replay, .. _waiting];
            _replay = [];
            _waiting.Clear();
            return _taken;
        }
    }

    /// <summary>Empties what waits here, or is just being written, about an erased call.</summary>
    public void Forget(Guid callId)
    {
        lock (_gate)
        {
            foreach (var item in _replay.Concat(_taken).Concat(_waiting).Where(i => i.Event.CallId == callId))
            {
                item.Event.Discard();
            }
        }
    }

    /// <summary>Ends the connection, even where a write hangs because nobody reads the socket.</summary>
    public void Abort() => abort();

    public void Dispose() => _arrived.Dispose();
}

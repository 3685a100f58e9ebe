using CallSummary.Portal.Access;

namespace CallSummary.Portal.Events;

/// <summary>One reader of the stream: who it is, what it wants, and the events that wait for it.</summary>
internal sealed class EventConnection(string keyId, CallScope scope, IReadOnlySet<string> types, int buffer, Action abort) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Queue<StreamItem> waiting = new();
    private readonly SemaphoreSlim arrived = new(0, 1);
    private IReadOnlyList<StreamItem> taken = [];
    private IReadOnlyList<StreamItem> replay = [];

    public string KeyId => keyId;

    public CallScope Scope => scope;

    /// <summary>Set when the reader asked to go on from a place that this process no longer (or never) held.</summary>
    public StreamPosition? Gap { get; set; }

    /// <summary>Set when the reader's Last-Event-ID was none of ours.</summary>
    public bool UnknownPosition { get; set; }

    public bool Wants(PortalEvent happened) => types.Contains(happened.Type) && happened.IsFor(scope);

    /// <summary>What the reader missed and this process still holds, oldest first.</summary>
    public void BeginWith(IReadOnlyList<StreamItem> missed) => replay = missed;

    /// <summary>False when the reader is too far behind.</summary>
    public bool Offer(StreamItem item)
    {
        lock (gate)
        {
            if (waiting.Count >= buffer)
            {
                return false;
            }

            waiting.Enqueue(item);
            if (arrived.CurrentCount == 0)
            {
                arrived.Release();
            }

            return true;
        }
    }

    /// <summary>Takes what has arrived, oldest first; empty when nothing came within <paramref name="wait"/>.</summary>
    public async Task<IReadOnlyList<StreamItem>> TakeAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        if (replay.Count == 0)
        {
            await arrived.WaitAsync(wait, cancellationToken);
        }

        lock (gate)
        {
            taken = [.. replay, .. waiting];
            replay = [];
            waiting.Clear();
            return taken;
        }
    }

    /// <summary>Empties what waits here, or is just being written, about an erased call.</summary>
    public void Forget(Guid callId)
    {
        lock (gate)
        {
            foreach (var item in replay.Concat(taken).Concat(waiting).Where(i => i.Event.CallId == callId))
            {
                item.Event.Discard();
            }
        }
    }

    /// <summary>Ends the connection, even where a write hangs because nobody reads the socket.</summary>
    public void Abort() => abort();

    public void Dispose() => arrived.Dispose();
}

using CallSummary.Portal.Access;

namespace CallSummary.Portal.Events;

/// <summary>
/// Who the parties of recent calls were. A call's erasure blanks its numbers, and its readers must still be told that it is gone; this
/// process remembers the calls that it saw or erased. Bounded: the oldest are forgotten.
/// </summary>
internal sealed class KnownParties
{
    internal const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, CallParties> _parties = [];
    private readonly Queue<Guid> _order = new();

    public void Remember(Guid callId, CallParties who)
    {
        lock (_gate)
        {
            if (!_parties.TryAdd(callId, who))
            {
                return;
            }

            _order.Enqueue(callId);
            if (_order.Count > Capacity)
            {
                _parties.Remove(_order.Dequeue());
            }
        }
    }

    public CallParties? Find(Guid callId)
    {
        lock (_gate)
        {
            return _parties.GetValueOrDefault(callId);
        }
    }
}

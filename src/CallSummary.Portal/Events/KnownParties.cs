using CallSummary.Portal.Access;

namespace CallSummary.Portal.Events;

/// <summary>
/// Who the parties of recent calls were. A call's erasure blanks its numbers, and its readers must still be told that it is gone; this
/// process remembers the calls that it saw or erased. Bounded: the oldest are forgotten.
/// </summary>
internal sealed class KnownParties
{
    internal const int Capacity = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, CallParties> parties = [];
    private readonly Queue<Guid> order = new();

    public void Remember(Guid callId, CallParties who)
    {
        lock (gate)
        {
            if (!parties.TryAdd(callId, who))
            {
                return;
            }

            order.Enqueue(callId);
            if (order.Count > Capacity)
            {
                parties.Remove(order.Dequeue());
            }
        }
    }

    public CallParties? Find(Guid callId)
    {
        lock (gate)
        {
            return parties.GetValueOrDefault(callId);
        }
    }
}

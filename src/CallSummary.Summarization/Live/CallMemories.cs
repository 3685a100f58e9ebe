using CallSummary.Contracts;

namespace CallSummary.Summarization.Live;

/// <summary>The memories of the calls that run, the least used of too many forgotten.</summary>
internal sealed class CallMemories
{
    /// <summary>Calls remembered at once. A call's lines take some tens of kilobytes.</summary>
    public const int Most = 2000;

    private readonly Dictionary<Guid, LinkedListNode<CallMemory>> _memories = [];
    private readonly LinkedList<CallMemory> _byUse = new();

    public CallMemory Of(Guid callId)
    {
        lock (_memories)
        {
            if (_memories.TryGetValue(callId, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddLast(node);
                return node.Value;
            }

            if (_memories.Count >= Most)
            {
                _memories.Remove(_byUse.First!.Value.CallId);
                _byUse.RemoveFirst();
            }

            _memories[callId] = _byUse.AddLast(new CallMemory(callId));
            return _byUse.Last!.Value;
        }
    }

    public void Forget(Guid callId)
    {
        lock (_memories)
        {
            if (_memories.Remove(callId, out var node))
            {
                _byUse.Remove(node);
            }
        }
    }

    /// <summary>Calls remembered now.</summary>
    public int Count
    {
        get
        {
            lock (_memories)
            {
                return _memories.Count;
            }
        }
    }

    /// <summary>Legs of which contexts may be warm.</summary>
    public static IReadOnlyList<Leg> Legs { get; } = [Leg.Caller, Leg.Callee];
}

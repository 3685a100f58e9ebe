using System.Collections.Concurrent;
using CallSummary.Contracts;

namespace CallSummary.Gateway.Calls;

/// <summary>The calls that ring or are up in this process.</summary>
internal sealed class ActiveCalls
{
    private readonly ConcurrentDictionary<Guid, CallEnd> _calls = new();

    public int Count => _calls.Count;

    public void Add(Guid callId, CallEnd end) => _calls[callId] = end;

    public void Remove(Guid callId) => _calls.TryRemove(callId, out _);

    public void EndAll(CallTermination reason)
    {
        foreach (var (_, end) in _calls)
        {
            end.Set(reason);
        }
    }
}

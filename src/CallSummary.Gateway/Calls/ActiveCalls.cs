using System.Collections.Concurrent;
using CallSummary.Contracts;

namespace CallSummary.Gateway.Calls;

/// <summary>The calls that ring or are up in this process.</summary>
internal sealed class ActiveCalls
{
    private readonly ConcurrentDictionary<Guid, CallContext> _calls = new();

    public int Count => _calls.Count;

    public void Add(CallContext call) => _calls[call.CallId] = call;

    public void Remove(CallContext call) => _calls.TryRemove(call.CallId, out _);

    public void EndAll(CallTermination reason)
    {
        foreach (var (_, call) in _calls)
        {
            call.End.Set(reason);
        }
    }
}

using System.Collections;
using System.Collections.Concurrent;

namespace CallSummary.Gateway.Recording;

/// <summary>The recordings that this process is writing: recovery keeps its hands off them.</summary>
internal sealed class LiveCalls : IEnumerable<CallRecorder>
{
    private readonly ConcurrentDictionary<Guid, CallRecorder?> _calls = new();

    /// <summary>Claims a call before its first byte is on disk, so that no sweep takes it for a crashed one.</summary>
    public void Reserve(Guid callId) => _calls[callId] = null;

    public void Add(CallRecorder recorder) => _calls[recorder.CallId] = recorder;

    public void Remove(Guid callId) => _calls.TryRemove(callId, out _);

    public CallRecorder? Find(Guid callId) => _calls.GetValueOrDefault(callId);

    public bool Contains(Guid callId) => _calls.ContainsKey(callId);

    public IEnumerator<CallRecorder> GetEnumerator()
    {
        foreach (var (_, recorder) in _calls)
        {
            if (recorder is not null)
            {
                yield return recorder;
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

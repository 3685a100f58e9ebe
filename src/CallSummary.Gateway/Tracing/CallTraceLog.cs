using CallSummary.Contracts;

namespace CallSummary.Gateway.Tracing;

/// <summary>The SIP messages of one call that is up.</summary>
internal sealed class CallTraceLog(DateTimeOffset at, long receivedAt)
{
    /// <summary>Messages kept; a call that needs more says how many it had.</summary>
    internal const int Capacity = 200;

    private readonly Lock _lock = new();
    private readonly List<SipTraceEntry> _entries = [];

    public DateTimeOffset At => at;

    public long ReceivedAt => receivedAt;

    /// <summary>The SIP Call-IDs that lead here.</summary>
    public List<string> SipCallIds { get; } = [];

    public int Omitted { get; private set; }

    public void Add(SipTraceEntry entry)
    {
        lock (_lock)
        {
            if (_entries.Count < Capacity)
            {
                _entries.Add(entry);
            }
            else
            {
                Omitted++;
            }
        }
    }

    public IReadOnlyList<SipTraceEntry> Entries()
    {
        lock (_lock)
        {
            return [.. _entries];
        }
    }
}

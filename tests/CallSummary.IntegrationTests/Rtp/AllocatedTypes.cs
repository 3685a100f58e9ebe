using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace CallSummary.IntegrationTests.Rtp;

/// <summary>What the process allocates, by type: the runtime names one of about every 100 KB.</summary>
internal sealed class AllocatedTypes : EventListener
{
    private readonly ConcurrentDictionary<string, int> _samples = new(StringComparer.Ordinal);

    public override string ToString() => string.Join(", ", _samples.OrderByDescending(s => s.Value).Take(10).Select(s => $"{s.Key} ×{s.Value}"));

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Verbose, (EventKeywords)1); // GC
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("GCAllocationTick", StringComparison.Ordinal) == true
            && eventData.PayloadNames!.IndexOf("TypeName") is >= 0 and var at)
        {
            _samples.AddOrUpdate(eventData.Payload![at]?.ToString() ?? "?", 1, (_, count) => count + 1);
        }
    }
}

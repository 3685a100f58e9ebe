using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CallSummary.Benchmarks.Speech;

/// <summary>What became of the beginnings of utterances, from the service's own counters.</summary>
internal sealed class PartialCounts : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _counts = [];
    private readonly MeterListener _listener = new();

    public PartialCounts()
    {
        _listener.InstrumentPublished = (instrument, me) =>
        {
            if (instrument.Name is "callsummary.transcription.partials" or "callsummary.gateway.partials.skipped")
            {
                me.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) => _counts.AddOrUpdate(tags.Length > 0 ? $"{tags[0].Value}" : "NotSent", count, (_, sum) => sum + count));
        _listener.Start();
    }

    /// <summary>How many there were since the last time, and the share of them that a worker heard.</summary>
    public (long All, double Heard) Take()
    {
        var all = _counts.Values.Sum();
        var missed = new[] { "NoWorkerIdle", "NotSent", "Late", "Failed" }.Sum(o => _counts.GetValueOrDefault(o));
        _counts.Clear();
        return (all, all == 0 ? 0 : (double)(all - missed) / all);
    }

    public void Dispose() => _listener.Dispose();
}

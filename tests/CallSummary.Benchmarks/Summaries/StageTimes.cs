using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CallSummary.Benchmarks.Summaries;

/// <summary>What the summarization stage says that its answers took: its own instruments, as an operator sees them.</summary>
internal sealed class StageTimes : IDisposable
{
    public const string Prefill = "callsummary.summarization.prefill";
    public const string FirstToken = "gen_ai.server.time_to_first_token";
    public const string LastToken = "gen_ai.server.request.duration";
    public const string Stored = "callsummary.summarization.delay";

    private readonly ConcurrentDictionary<string, double> _last = [];
    private readonly MeterListener _listener = new();

    public StageTimes()
    {
        _listener.InstrumentPublished = (instrument, me) =>
        {
            if (instrument.Name is Prefill or FirstToken or LastToken or Stored)
            {
                me.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, seconds, _, _) => _last[instrument.Name] = seconds);
        _listener.Start();
    }

    /// <summary>The last measurement of an instrument, in seconds.</summary>
    public double Last(string instrument) => _last[instrument];

    public void Dispose() => _listener.Dispose();
}

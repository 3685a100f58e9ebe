using System.Diagnostics.Metrics;
using System.Threading.Channels;
using CallSummary.Contracts;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>Reads how calls ended from the gateway's own metric, as an operator would.</summary>
internal sealed class TerminationProbe : IDisposable
{
    private readonly Channel<CallTermination> _ended = Channel.CreateUnbounded<CallTermination>();
    private readonly MeterListener _listener = new();

    public TerminationProbe()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "callsummary.gateway.calls")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            foreach (var (key, value) in tags)
            {
                if (key == "termination")
                {
                    _ended.Writer.TryWrite(Enum.Parse<CallTermination>((string)value!));
                }
            }
        });
        _listener.Start();
    }

    /// <summary>How the next call ended; waits for it up to ten seconds.</summary>
    public async Task<CallTermination> NextAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        return await _ended.Reader.ReadAsync(limit.Token);
    }

    public void Dispose() => _listener.Dispose();
}

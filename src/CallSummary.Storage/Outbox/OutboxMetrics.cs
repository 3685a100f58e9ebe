using System.Diagnostics.Metrics;

namespace CallSummary.Storage.Outbox;

internal sealed class OutboxMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _failures = Meter(meters).CreateCounter<long>(
        "callsummary.storage.outbox.failures", "{attempt}", "Attempts to publish an outbox message that failed; the message is tried again.");

    private readonly Histogram<double> _delay = Meter(meters).CreateHistogram<double>(
        "callsummary.storage.outbox.delay", "s", "Time from the commit of a message to the bus's confirmation.");

    public void Published(TimeSpan delay) => _delay.Record(delay.TotalSeconds);

    public void Failed(int attempts) => _failures.Add(attempts);

    private static Meter Meter(IMeterFactory meters) => meters.Create("CallSummary.Storage");
}

using System.Diagnostics.Metrics;
using CallSummary.Portal.Webhooks;

namespace CallSummary.Portal;

/// <summary>The portal's figures.</summary>
internal sealed class PortalMetrics
{
    public const string MeterName = "CallSummary.Portal";

    private readonly Counter<long> unauthorized;
    private readonly UpDownCounter<long> connections;
    private readonly Counter<long> slowReaders;
    private readonly Counter<long> events;
    private readonly Counter<long> attempts;
    private readonly Counter<long> dead;

    public PortalMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        unauthorized = meter.CreateCounter<long>("callsummary.portal.unauthorized", "{request}", "Requests without a valid API key.");
        connections = meter.CreateUpDownCounter<long>("callsummary.portal.event.connections", "{connection}", "Open event streams.");
        slowReaders = meter.CreateCounter<long>("callsummary.portal.event.slow_readers", "{connection}", "Event streams ended because the reader fell behind.");
        events = meter.CreateCounter<long>("callsummary.portal.events", "{event}", "Events offered to event streams.");
        attempts = meter.CreateCounter<long>("callsummary.portal.webhook.attempts", "{attempt}", "Attempts to deliver an event to a webhook.");
        dead = meter.CreateCounter<long>("callsummary.portal.webhook.dead", "{delivery}", "Deliveries given up.");
    }

    public void Unauthorized() => unauthorized.Add(1);

    public void ConnectionOpened() => connections.Add(1);

    public void ConnectionClosed() => connections.Add(-1);

    public void SlowReader() => slowReaders.Add(1);

    public void Event(string type) => events.Add(1, new KeyValuePair<string, object?>("type", type));

    public void Attempt(DeliveryOutcome outcome) => attempts.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void Dead() => dead.Add(1);
}

using System.Diagnostics.Metrics;
using CallSummary.Portal.Webhooks;

namespace CallSummary.Portal;

/// <summary>The portal's figures.</summary>
internal sealed class PortalMetrics
{
    public const string MeterName = "CallSummary.Portal";

    private readonly Counter<long> _unauthorized;
    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _slowReaders;
    private readonly Counter<long> _events;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _dead;

    public PortalMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _unauthorized = meter.CreateCounter<long>("callsummary.portal.unauthorized", "{request}", "Requests without a valid API key.");
        _connections = meter.CreateUpDownCounter<long>("callsummary.portal.event.connections", "{connection}", "Open event streams.");
        _slowReaders = meter.CreateCounter<long>("callsummary.portal.event.slow_readers", "{connection}", "Event streams ended because the reader fell behind.");
        _events = meter.CreateCounter<long>("callsummary.portal.events", "{event}", "Events offered to event streams.");
        _attempts = meter.CreateCounter<long>("callsummary.portal.webhook.attempts", "{attempt}", "Attempts to deliver an event to a webhook.");
        _dead = meter.CreateCounter<long>("callsummary.portal.webhook.dead", "{delivery}", "Deliveries given up.");
    }

    public void Unauthorized() => _unauthorized.Add(1);

    public void ConnectionOpened() => _connections.Add(1);

    public void ConnectionClosed() => _connections.Add(-1);

    public void SlowReader() => _slowReaders.Add(1);

    public void Event(string type) => _events.Add(1, new KeyValuePair<string, object?>("type", type));

    public void Attempt(DeliveryOutcome outcome) => _attempts.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void Dead() => _dead.Add(1);
}

using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Events;

/// <summary>
/// Hands the events of this process to its readers, and keeps the last ones for readers that come back. Nothing here waits for a
/// reader: one that falls behind is cut off, and resumes from what is kept.
/// </summary>
internal sealed class EventHub(IOptions<PortalOptions> options, TimeProvider time, PortalMetrics metrics, ILogger<EventHub> logger)
{
    private readonly PortalEventOptions _settings = options.Value.Events;
    private readonly uint _process = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
    private readonly Lock _gate = new();
    private readonly Queue<StreamItem> _history = new();
    private readonly Dictionary<string, HashSet<EventConnection>> _byTenant = [];
    private readonly Dictionary<string, int> _byKey = [];
    private int _connections;
    private long _number;

    public void Publish(PortalEvent happened)
    {
        metrics.Event(happened.Type);
        lock (_gate)
        {
            if (happened.Type == EventTypes.CallErased)
            {
                Forget(happened);
            }

            var item = EventTypes.IsFleeting(happened.Type) ? new StreamItem(null, happened) : Keep(happened);

            if (!_byTenant.TryGetValue(happened.TenantId, out var readers))
            {
                return;
            }

            foreach (var reader in readers.Where(r => r.Wants(happened) && !r.Offer(item)).ToList())
            {
                Remove(reader);
                metrics.SlowReader();
                logger.SlowReader(reader.KeyId, _settings.ConnectionBuffer);
                reader.Abort();
            }
        }
    }

    /// <summary>Adds a reader; when it says where it was, what it missed waits for it.</summary>
    public ConnectRefusal Connect(EventConnection reader, string? lastEventId)
    {
        lock (_gate)
        {
            if (_connections >= _settings.MaximumConnections)
            {
                return ConnectRefusal.TooManyInAll;
            }

            if (_byKey.GetValueOrDefault(reader.KeyId) >= _settings.ConnectionsPerKey)
            {
                return ConnectRefusal.TooManyForKey;
            }

            if (!string.IsNullOrEmpty(lastEventId))
            {
                Resume(reader, lastEventId);
            }

            _connections++;
            _byKey[reader.KeyId] = _byKey.GetValueOrDefault(reader.KeyId) + 1;
            if (!_byTenant.TryGetValue(reader.Scope.TenantId, out var readers))
            {
                _byTenant[reader.Scope.TenantId] = readers = [];
            }

            readers.Add(reader);
            metrics.ConnectionOpened();
            return ConnectRefusal.None;
        }
    }

    public void Disconnect(EventConnection reader)
    {
        lock (_gate)
        {
            Remove(reader);
        }
    }

    private StreamItem Keep(PortalEvent happened)
    {
        var item = new StreamItem(new StreamPosition(time.GetUtcNow(), _process, ++_number), happened);
        _history.Enqueue(item);
        while (_history.Count > _settings.HistoryLength)
        {
            _history.Dequeue();
        }

        return item;
    }

    private void Resume(EventConnection reader, string lastEventId)
    {
        if (!StreamPosition.TryParse(lastEventId, out var last))
        {
            reader.UnknownPosition = true;
            return;
        }

        var first = _history.TryPeek(out var oldest) ? oldest.Position!.Value.Number : _number + 1;
        if (last.Process != _process || last.Number < first - 1 || last.Number > _number)
        {
            reader.Gap = last;
            return;
        }

        reader.BeginWith([.. _history.Where(i => i.Position!.Value.Number > last.Number && reader.Wants(i.Event))]);
    }

    private void Forget(PortalEvent erased)
    {
        foreach (var item in _history.Where(i => i.Event.CallId == erased.CallId))
        {
            item.Event.Discard();
        }

        foreach (var reader in _byTenant.GetValueOrDefault(erased.TenantId) ?? [])
        {
            reader.Forget(erased.CallId);
        }
    }

    private void Remove(EventConnection reader)
    {
        if (!_byTenant.TryGetValue(reader.Scope.TenantId, out var readers) || !readers.Remove(reader))
        {
            return;
        }

        if (readers.Count == 0)
        {
            _byTenant.Remove(reader.Scope.TenantId);
        }

        if (--_byKey[reader.KeyId] == 0)
        {
            _byKey.Remove(reader.KeyId);
        }

        _connections--;
        metrics.ConnectionClosed();
    }
}

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
    private readonly PortalEventOptions settings = options.Value.Events;
    private readonly uint process = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
    private readonly Lock gate = new();
    private readonly Queue<StreamItem> history = new();
    private readonly Dictionary<string, HashSet<EventConnection>> byTenant = [];
    private readonly Dictionary<string, int> byKey = [];
    private int connections;
    private long number;

    public void Publish(PortalEvent happened)
    {
        metrics.Event(happened.Type);
        lock (gate)
        {
            if (happened.Type == EventTypes.CallErased)
            {
                Forget(happened);
            }

            var item = new StreamItem(new StreamPosition(time.GetUtcNow(), process, ++number), happened);
            history.Enqueue(item);
            while (history.Count > settings.HistoryLength)
            {
                history.Dequeue();
            }

            if (!byTenant.TryGetValue(happened.TenantId, out var readers))
            {
                return;
            }

            foreach (var reader in readers.Where(r => r.Wants(happened) && !r.Offer(item)).ToList())
            {
                Remove(reader);
                metrics.SlowReader();
                logger.SlowReader(reader.KeyId, settings.ConnectionBuffer);
                reader.Abort();
            }
        }
    }

    /// <summary>Adds a reader; when it says where it was, what it missed waits for it.</summary>
    public ConnectRefusal Connect(EventConnection reader, string? lastEventId)
    {
        lock (gate)
        {
            if (connections >= settings.MaximumConnections)
            {
                return ConnectRefusal.TooManyInAll;
            }

            if (byKey.GetValueOrDefault(reader.KeyId) >= settings.ConnectionsPerKey)
            {
                return ConnectRefusal.TooManyForKey;
            }

            if (!string.IsNullOrEmpty(lastEventId))
            {
                Resume(reader, lastEventId);
            }

            connections++;
            byKey[reader.KeyId] = byKey.GetValueOrDefault(reader.KeyId) + 1;
            if (!byTenant.TryGetValue(reader.Scope.TenantId, out var readers))
            {
                byTenant[reader.Scope.TenantId] = readers = [];
            }

            readers.Add(reader);
            metrics.ConnectionOpened();
            return ConnectRefusal.None;
        }
    }

    public void Disconnect(EventConnection reader)
    {
        lock (gate)
        {
            Remove(reader);
        }
    }

    private void Resume(EventConnection reader, string lastEventId)
    {
        if (!StreamPosition.TryParse(lastEventId, out var last))
        {
            reader.UnknownPosition = true;
            return;
        }

        var first = history.TryPeek(out var oldest) ? oldest.Position.Number : number + 1;
        if (last.Process != process || last.Number < first - 1 || last.Number > number)
        {
            reader.Gap = last;
            return;
        }

        reader.BeginWith([.. history.Where(i => i.Position.Number > last.Number && reader.Wants(i.Event))]);
    }

    private void Forget(PortalEvent erased)
    {
        foreach (var item in history.Where(i => i.Event.CallId == erased.CallId))
        {
            item.Event.Discard();
        }

        foreach (var reader in byTenant.GetValueOrDefault(erased.TenantId) ?? [])
        {
            reader.Forget(erased.CallId);
        }
    }

    private void Remove(EventConnection reader)
    {
        if (!byTenant.TryGetValue(reader.Scope.TenantId, out var readers) || !readers.Remove(reader))
        {
            return;
        }

        if (readers.Count == 0)
        {
            byTenant.Remove(reader.Scope.TenantId);
        }

        if (--byKey[reader.KeyId] == 0)
        {
            byKey.Remove(reader.KeyId);
        }

        connections--;
        metrics.ConnectionClosed();
    }
}

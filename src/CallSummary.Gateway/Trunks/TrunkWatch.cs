using System.Collections.Concurrent;
using CallSummary.Gateway.Calls;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Registration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallSummary.Gateway.Trunks;

/// <summary>Pings the hops of trunks (RFC 3261 section 11) and keeps their registrations (section 10), as the settings say at the time.</summary>
internal sealed class TrunkWatch(
    TrunkTables tables, HopStates hops, SipPort sip, GatewayMetrics metrics, TimeProvider time, ILogger<TrunkWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly Dictionary<object, IAsyncDisposable> _running = [];
    private readonly ConcurrentDictionary<string, bool> _unregistered = new(StringComparer.Ordinal);

    /// <summary>Trunks whose registrar does not take us.</summary>
    public IEnumerable<string> Unregistered => _unregistered.Keys;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (sip.IsListening)
                {
                    await FollowAsync(Wanted(tables.Current.Trunks));
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            await FollowAsync([]);
        }
    }

    private static HashSet<object> Wanted(TrunkDirectory trunks)
    {
        HashSet<object> wanted = [];
        foreach (var trunk in trunks.Trunks)
        {
            wanted.UnionWith(trunk.PingInterval > TimeSpan.Zero ? trunk.Hops.Select(h => new HopProbe(trunk.Name, h, trunk.PingInterval)) : []);
            if (trunk.Registration is { } registration)
            {
                wanted.Add(registration);
            }
        }

        return wanted;
    }

    private async Task FollowAsync(HashSet<object> wanted)
    {
        foreach (var gone in _running.Keys.Where(k => !wanted.Contains(k)).ToList())
        {
            _running.Remove(gone, out var running);
            await running!.DisposeAsync();
            if (gone is TrunkRegistration { Trunk: var trunk })
            {
                _unregistered.TryRemove(trunk, out _);
            }
        }

        foreach (var item in wanted.Where(w => !_running.ContainsKey(w)))
        {
            _running[item] = item is HopProbe probe ? Start(probe) : Start((TrunkRegistration)item);
        }
    }

    private SipProbe Start(HopProbe probe)
    {
        var running = new SipProbe(
            sip.Stack,
            new SipProbeOptions { Target = SipUri.Parse(probe.Hop), Interval = probe.Interval },
            p => Tell(probe, p.IsUp != false));
        running.Start();
        return running;
    }

    private SipRegistration Start(TrunkRegistration settings)
    {
        var running = new SipRegistration(sip.Stack, settings.ToOptions(), r => Tell(settings, r));
        running.Start();
        return running;
    }

    private void Tell(HopProbe probe, bool isUp)
    {
        if (!hops.Set(probe.Hop, isUp))
        {
            return;
        }

        metrics.HopChanged(probe.Trunk, isUp);
        if (isUp)
        {
            logger.HopUp(probe.Trunk, probe.Hop);
        }
        else
        {
            logger.HopDown(probe.Trunk, probe.Hop);
        }
    }

    private void Tell(TrunkRegistration settings, SipRegistration registration)
    {
        if (registration.State == SipRegistrationState.Registered)
        {
            if (_unregistered.TryRemove(settings.Trunk, out _))
            {
                logger.RegisteredAgain(settings.Trunk);
            }
        }
        else if (_unregistered.TryAdd(settings.Trunk, true))
        {
            logger.NotRegistered(settings.Trunk, registration.State, registration.StatusCode);
        }
    }
}

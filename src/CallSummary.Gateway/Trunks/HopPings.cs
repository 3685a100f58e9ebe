using CallSummary.Gateway.Calls;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallSummary.Gateway.Trunks;

/// <summary>Asks the next hops of trunks for life with OPTIONS (RFC 3261 section 11), each at its trunk's interval.</summary>
internal sealed class HopPings(
    TrunkTables tables, HopStates hops, SipPort sip, GatewayMetrics metrics, TimeProvider time, ILogger<HopPings> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, DateTimeOffset> _nextAt = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var trunk in sip.IsListening ? tables.Current.Trunks.Trunks : [])
                {
                    PingIfDue(trunk, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private void PingIfDue(Trunk trunk, CancellationToken stoppingToken)
    {
        if (trunk.PingInterval <= TimeSpan.Zero)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var hop in trunk.Hops)
        {
            if (_nextAt.GetValueOrDefault(hop) <= now)
            {
                _nextAt[hop] = now + trunk.PingInterval;
                _ = PingAsync(trunk, hop, stoppingToken);
            }
        }
    }

    private async Task PingAsync(Trunk trunk, string hop, CancellationToken stoppingToken)
    {
        var isUp = false;
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stoppingToken);
            var outcome = await sip.Stack.RequestAsync(new OutgoingRequest { Method = SipMethods.Options, Target = SipUri.Parse(hop) }, either.Token);

            // Any answer is a sign of life, but for "not now" (RFC 3261 section 21.5.4).
            isUp = outcome.Response is { StatusCode: not 503 };
        }
        catch (OperationCanceledException)
        {
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }

        Tell(trunk, hop, isUp);
    }

    private void Tell(Trunk trunk, string hop, bool isUp)
    {
        if (!hops.Set(hop, isUp))
        {
            return;
        }

        metrics.HopChanged(trunk.Name, isUp);
        if (isUp)
        {
            logger.HopUp(trunk.Name, hop);
        }
        else
        {
            logger.HopDown(trunk.Name, hop);
        }
    }
}

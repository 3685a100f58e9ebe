using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Gateway.Administration;
using CallSummary.Gateway.Calls;
using CallSummary.Gateway.Trunks;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Status;

/// <summary>Tells the console how this gateway and its trunks do: at a change, at most once a second, and else every ten seconds.</summary>
internal sealed class StatusPublisher(
    IBus bus,
    TrunkTables tables,
    HopStates hops,
    TrunkWatch watch,
    CallSlots slots,
    TrunkRefusals refusals,
    ConsoleSettings console,
    IOptions<GatewayOptions> options,
    TimeProvider time,
    ILogger<StatusPublisher> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Routes told of; a message stays small.</summary>
    private const int MostRoutes = 200;

    /// <summary>How it does now.</summary>
    public GatewayStatus Now() => new()
    {
        Instance = options.Value.Instance,
        At = time.GetUtcNow(),
        Calls = slots.Active,
        MaxCalls = options.Value.Limits.MaxCalls,
        IsDraining = slots.IsDraining,
        Trunks = [.. tables.Current.Trunks.Trunks.Select(Of), .. console.Problems.Select(p => Refused(p.Key, p.Value))],
        Listeners = [.. Listeners()],
        Routes = [.. tables.Current.Routes.Status.Take(MostRoutes)],
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        var (last, lastAt) = ("", DateTimeOffset.MinValue);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var status = Now();
                var text = JsonSerializer.Serialize(status with { At = default });
                if ((text != last || status.At - lastAt >= Longest) && await TryPublishAsync(status, stoppingToken))
                {
                    (last, lastAt) = (text, status.At);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task<bool> TryPublishAsync(GatewayStatus status, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(PublishTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await bus.Publish(status, either.Token);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.StatusUnpublished(e.Message);
            return false;
        }
    }

    private IEnumerable<string> Listeners() => new (string Transport, string Address)[]
    {
        ("udp", options.Value.SipUdp), ("tcp", options.Value.SipTcp), ("tls", options.Value.SipTls),
    }.Where(l => l.Address.Length > 0).Select(l => $"{l.Transport} {l.Address}");

    private TrunkStatus Of(Trunk trunk)
    {
        var refused = refusals.Of(trunk.Name);
        return new TrunkStatus
        {
            Name = trunk.Name,
            TenantId = trunk.Tenant.Id,
            IsFromConsole = console.IsMine(trunk.Name),
            Calls = slots.CountOf(trunk),
            MaxCalls = trunk.MaxCalls,
            Hops = [.. trunk.Hops.Select(h => new HopStatus { Uri = h, IsUp = hops.IsUp(h) })],
            IsRegistered = trunk.Registration is null ? null : !watch.Unregistered.Contains(trunk.Name),
            Refused = refused?.Count ?? 0,
            LastRefusal = refused?.Status,
            LastRefusalReason = refused?.Reason,
            LastRefusalAt = refused?.At,
        };
    }

    private TrunkStatus Refused(string name, string problem)
    {
        var stored = console.Stored.Trunks.FirstOrDefault(t => t.Name == name);
        return new TrunkStatus
        {
            Name = name,
            TenantId = stored?.TenantId ?? "",
            IsFromConsole = true,
            Problem = problem,
            Calls = 0,
            MaxCalls = stored?.MaxCalls ?? 0,
            Hops = [],
            Refused = 0,
        };
    }
}

using CallSummary.Contracts;
using CallSummary.Gateway.Calls;
using CallSummary.Gateway.Capture;
using CallSummary.Gateway.Media;
using CallSummary.Gateway.Recording;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway;

/// <summary>Takes calls once the whole host is up; at the end lets the calls that are up finish.</summary>
internal sealed class GatewayService(
    SipPort sip,
    InviteReceiver receiver,
    CallSlots slots,
    ActiveCalls active,
    UtterancePublisher publisher,
    CallLedger ledger,
    IOptions<GatewayOptions> options,
    TimeProvider time,
    ILogger<GatewayService> logger) : IHostedLifecycleService
{
    /// <summary>What calls get to end once they are told to.</summary>
    private static readonly TimeSpan EndingTime = TimeSpan.FromSeconds(5);

    // Started: the bus has its consumers and the database its tables; only now may a call come in.
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var (codec, missing) in WireCodecs.Absent)
        {
            logger.CodecAbsent(codec, missing);
        }

        return sip.StartAsync(receiver, cancellationToken);
    }

    // Stopping: bus and database still work.
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var drained = slots.DrainAsync();
        var limit = options.Value.Limits.DrainTimeout;
        if (!drained.IsCompleted)
        {
            logger.Draining(limit, active.Count);
        }

        await drained.WaitAsync(limit, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!drained.IsCompleted)
        {
            logger.EndingCalls(active.Count);
            active.EndAll(CallTermination.GatewayShutdown);
            await drained.WaitAsync(EndingTime, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await publisher.DrainAsync(EndingTime);
        await ledger.DrainAsync(CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await sip.DisposeAsync();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using System.Threading.Channels;
using CallSummary.Gateway.Recording.Manifests;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Capture;

/// <summary>
/// Sends utterances to the bus as soon as they are on disk. A bus that is down or slow holds up nobody: the manifest remembers,
/// and the sweeper publishes later what is left here.
/// </summary>
internal sealed class UtterancePublisher(
    IBus bus, UtteranceMessages messages, GatewayMetrics metrics, IOptions<GatewayOptions> options, TimeProvider time, ILogger<UtterancePublisher> logger)
    : BackgroundService
{
    /// <summary>Sends that may wait for the broker's confirmation at once.</summary>
    private const int Parallel = 4;

    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PartialTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DrainPoll = TimeSpan.FromMilliseconds(20);

    private readonly Channel<(CallEntry Call, UtteranceEntry Utterance, bool IsPartial)> _queue = Channel.CreateBounded<(CallEntry, UtteranceEntry, bool)>(
        new BoundedChannelOptions(options.Value.Recording.PublishQueue) { SingleWriter = false });

    private int _failing;
    private int _waiting;

    /// <summary>Hands over an utterance whose frames and manifest line are on disk. Never waits.</summary>
    public void Enqueue(CallEntry call, UtteranceEntry utterance)
    {
        metrics.UtteranceCut();
        Interlocked.Increment(ref _waiting);
        if (!_queue.Writer.TryWrite((call, utterance, false)))
        {
            Interlocked.Decrement(ref _waiting);
            metrics.UtteranceUnpublished();
        }
    }

    /// <summary>Hands over an utterance that goes on. It is forgotten where anything waits already: live text gives way first.</summary>
    public void OfferPartial(CallEntry call, UtteranceEntry soFar)
    {
        if (Interlocked.Increment(ref _waiting) > Parallel || Volatile.Read(ref _failing) == 1 || !_queue.Writer.TryWrite((call, soFar, true)))
        {
            Interlocked.Decrement(ref _waiting);
            metrics.PartialSkipped();
        }
    }

    /// <summary>Returns when everything handed over is out, or after <paramref name="limit"/>: what is left is published at the next start.</summary>
    public async Task DrainAsync(TimeSpan limit)
    {
        using var expired = new CancellationTokenSource(limit, time);
        using var timer = new PeriodicTimer(DrainPoll, time);
        while (Volatile.Read(ref _waiting) > 0 && !expired.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>Publishes one utterance; false when the bus did not take it.</summary>
    public async Task<bool> PublishAsync(CallEntry call, UtteranceEntry utterance, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(PublishTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (await messages.CreateAsync(call, utterance, either.Token) is { } message)
            {
                await bus.Publish(message, either.Token);
            }

            if (Interlocked.Exchange(ref _failing, 0) == 1)
            {
                logger.PublishingAgain();
            }

            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            metrics.UtteranceUnpublished();
            if (Interlocked.Exchange(ref _failing, 1) == 0)
            {
                logger.PublishingFailed(call.CallId, e);
            }

            return false;
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Parallel).Select(_ => SendAsync(stoppingToken)));

    private async Task<bool> PublishPartialAsync(CallEntry call, UtteranceEntry soFar, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(PartialTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (await messages.CreateAsync(call, soFar, either.Token) is { } message)
            {
                // Whoever cannot hear it at once need not hear it at all: the next one holds it too.
                await bus.Publish(UtteranceMessages.Partial(message), context => (context.TimeToLive, context.Durable) = (PartialTimeout, false), either.Token);
            }

            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The bus says so for the utterances that count.
            metrics.PartialSkipped();
            return false;
        }
    }

    private async Task SendAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var (call, utterance, isPartial) in _queue.Reader.ReadAllAsync(stoppingToken))
            {
                await (isPartial ? PublishPartialAsync(call, utterance, stoppingToken) : PublishAsync(call, utterance, stoppingToken));
                Interlocked.Decrement(ref _waiting);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }
}

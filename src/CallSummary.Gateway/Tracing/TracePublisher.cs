using System.Threading.Channels;
using CallSummary.Contracts;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallSummary.Gateway.Tracing;

/// <summary>Sends the SIP messages of ended calls to the console. They help to find faults; a bus that is down costs them, never a call.</summary>
internal sealed class TracePublisher(IBus bus, TimeProvider time, ILogger<TracePublisher> logger) : BackgroundService
{
    /// <summary>Traces that may wait for the bus; of more the oldest are dropped.</summary>
    internal const int Capacity = 1000;

    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(15);

    private readonly Channel<CallTraced> _queue = Channel.CreateBounded<CallTraced>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Enqueue(CallTraced trace) => _queue.Writer.TryWrite(trace);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var trace in _queue.Reader.ReadAllAsync(stoppingToken))
            {
                await PublishAsync(trace, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task PublishAsync(CallTraced trace, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(PublishTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await bus.Publish(trace, either.Token);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.TraceUnpublished(trace.CallId, e.Message);
        }
    }
}

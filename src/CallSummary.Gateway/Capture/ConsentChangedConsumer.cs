using CallSummary.Contracts;
using CallSummary.Gateway.Recording;
using CallSummary.Storage.Erasure;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace CallSummary.Gateway.Capture;

/// <summary>Consent was taken back while the call is up: capture stops at once and what exists is erased. The conversation goes on.</summary>
internal sealed class ConsentChangedConsumer(LiveCalls live, CallEraser eraser, ILogger<ConsentChangedConsumer> logger) : IConsumer<ConsentChanged>
{
    public async Task Consume(ConsumeContext<ConsentChanged> context)
    {
        var message = context.Message;
        if (message.State != ConsentState.Withdrawn)
        {
            return;
        }

        if (live.Find(message.CallId) is { } recorder)
        {
            recorder.Discard();
            logger.Discarded(message.CallId);
        }

        await eraser.EraseAsync(message.CallId, context.CancellationToken);
    }
}

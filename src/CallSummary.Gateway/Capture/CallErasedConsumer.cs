using CallSummary.Contracts;
using CallSummary.Gateway.Recording;
using CallSummary.Storage.Recordings;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace CallSummary.Gateway.Capture;

/// <summary>A call was erased: if it is still up here, nothing more of it is kept.</summary>
internal sealed class CallErasedConsumer(LiveCalls live, IRecordingStore store, ILogger<CallErasedConsumer> logger) : IConsumer<CallErased>
{
    public Task Consume(ConsumeContext<CallErased> context)
    {
        var callId = context.Message.CallId;
        if (live.Find(callId) is { } recorder)
        {
            recorder.Discard();
            logger.Discarded(callId);
        }
        else
        {
            // The eraser has deleted it already, unless this gateway was still writing: deleting twice is no error.
            store.Delete(callId);
        }

        return Task.CompletedTask;
    }
}

using CallSummary.Contracts;
using CallSummary.Gateway.Recording;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace CallSummary.Gateway.Capture;

/// <summary>An operator pauses a recording, or lets it go on.</summary>
internal sealed class PauseRecordingConsumer(LiveCalls live, ILogger<PauseRecordingConsumer> logger) : IConsumer<PauseRecording>
{
    public Task Consume(ConsumeContext<PauseRecording> context)
    {
        var message = context.Message;
        if (live.Find(message.CallId) is { } recorder && recorder.TenantId == message.TenantId && recorder.Pause(message.Pause))
        {
            if (message.Pause)
            {
                logger.RecordingPaused(message.CallId);
            }
            else
            {
                logger.RecordingResumed(message.CallId);
            }
        }

        return Task.CompletedTask;
    }
}

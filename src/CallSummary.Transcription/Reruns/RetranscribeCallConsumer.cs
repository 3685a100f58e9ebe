using CallSummary.Contracts;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace CallSummary.Transcription.Reruns;

/// <summary>Transcribes a call again on command.</summary>
internal sealed class RetranscribeCallConsumer(Retranscription retranscription, ILogger<RetranscribeCallConsumer> logger) : IConsumer<RetranscribeCall>
{
    public async Task Consume(ConsumeContext<RetranscribeCall> context)
    {
        using var scope = TranscriptionLog.InCall(logger, context.Message.CallId);
        await retranscription.RunAsync(context.Message, message => context.Publish(message, message.GetType(), context.CancellationToken), context.CancellationToken);
    }
}

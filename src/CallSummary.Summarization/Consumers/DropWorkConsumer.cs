using CallSummary.Contracts;
using CallSummary.Summarization.Live;
using CallSummary.Summarization.Summaries;
using MassTransit;

namespace CallSummary.Summarization.Consumers;

/// <summary>Stops the work on a call that was erased or whose consent is gone. What would still be stored fails at the call's row.</summary>
internal sealed class DropWorkConsumer(WorkInFlight inFlight, LiveCalls live) : IConsumer<CallErased>, IConsumer<ConsentChanged>
{
    public Task Consume(ConsumeContext<CallErased> context)
    {
        Drop(context.Message.CallId);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<ConsentChanged> context)
    {
        if (context.Message.State is ConsentState.Refused or ConsentState.Withdrawn)
        {
            Drop(context.Message.CallId);
        }

        return Task.CompletedTask;
    }

    private void Drop(Guid callId)
    {
        inFlight.Drop(callId);
        live.Forget(callId);
    }
}

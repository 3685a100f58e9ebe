using CallSummary.Contracts;
using CallSummary.Summarization.Summaries;
using MassTransit;

namespace CallSummary.Summarization.Consumers;

/// <summary>Stops the work on a call that was erased or whose consent is gone. What would still be stored fails at the call's row.</summary>
internal sealed class DropWorkConsumer(WorkInFlight inFlight) : IConsumer<CallErased>, IConsumer<ConsentChanged>
{
    public Task Consume(ConsumeContext<CallErased> context)
    {
        inFlight.Drop(context.Message.CallId);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<ConsentChanged> context)
    {
        if (context.Message.State is ConsentState.Refused or ConsentState.Withdrawn)
        {
            inFlight.Drop(context.Message.CallId);
        }

        return Task.CompletedTask;
    }
}

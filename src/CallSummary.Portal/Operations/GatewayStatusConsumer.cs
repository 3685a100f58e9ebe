using CallSummary.Contracts;
using MassTransit;

namespace CallSummary.Portal.Operations;

/// <summary>Hears what gateways say of themselves, in every portal process.</summary>
internal sealed class GatewayStatusConsumer(GatewayStates states) : IConsumer<GatewayStatus>
{
    public Task Consume(ConsumeContext<GatewayStatus> context)
    {
        states.Hear(context.Message);
        return Task.CompletedTask;
    }
}

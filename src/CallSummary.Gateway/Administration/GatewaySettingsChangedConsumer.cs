using CallSummary.Contracts;
using MassTransit;

namespace CallSummary.Gateway.Administration;

/// <summary>The console has set something else.</summary>
internal sealed class GatewaySettingsChangedConsumer(ConsoleSettingsWatch watch) : IConsumer<GatewaySettingsChanged>
{
    public Task Consume(ConsumeContext<GatewaySettingsChanged> context) => watch.ReadAsync(context.CancellationToken);
}

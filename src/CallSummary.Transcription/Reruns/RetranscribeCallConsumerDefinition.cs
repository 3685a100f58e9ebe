using MassTransit;

namespace CallSummary.Transcription.Reruns;

/// <summary>One call at a time, and none that waits here: calls that run come first.</summary>
internal sealed class RetranscribeCallConsumerDefinition : ConsumerDefinition<RetranscribeCallConsumer>
{
    public RetranscribeCallConsumerDefinition() => ConcurrentMessageLimit = 1;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<RetranscribeCallConsumer> consumerConfigurator,
        IRegistrationContext context) => endpointConfigurator.PrefetchCount = 1;
}

using MassTransit;
using Microsoft.Extensions.Options;

namespace CallSummary.Transcription.Partials;

/// <summary>As many at once as there are workers; nothing is kept for later and nothing tried again.</summary>
internal sealed class UtteranceContinuedConsumerDefinition : ConsumerDefinition<UtteranceContinuedConsumer>
{
    private readonly int _workers;

    public UtteranceContinuedConsumerDefinition(IOptions<TranscriptionOptions> options) => ConcurrentMessageLimit = _workers = options.Value.MostWorkers;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<UtteranceContinuedConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        // None waits here: a beginning that another host could hear now is worthless later.
        endpointConfigurator.PrefetchCount = _workers;
        endpointConfigurator.DiscardFaultedMessages();
    }
}

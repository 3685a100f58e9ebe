using MassTransit;
using Microsoft.Extensions.Options;

namespace CallSummary.Transcription.Utterances;

/// <summary>As many utterances at once as there are workers, and few attempts at each.</summary>
internal sealed class UtteranceCapturedConsumerDefinition : ConsumerDefinition<UtteranceCapturedConsumer>
{
    private readonly TranscriptionOptions _options;

    public UtteranceCapturedConsumerDefinition(IOptions<TranscriptionOptions> options)
    {
        _options = options.Value;
        ConcurrentMessageLimit = _options.MostWorkers;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<UtteranceCapturedConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        // One waits for each that is worked on: enough to keep workers busy, few enough that other hosts get their share.
        endpointConfigurator.PrefetchCount = _options.MostWorkers * 2;
        endpointConfigurator.UseMessageRetry(retry =>
        {
            if (_options.Attempts > 1)
            {
                retry.Interval(_options.Attempts - 1, _options.RetryInterval);
            }
            else
            {
                retry.None();
            }
        });
    }
}

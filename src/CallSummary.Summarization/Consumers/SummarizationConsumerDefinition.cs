using MassTransit;

namespace CallSummary.Summarization.Consumers;

/// <summary>How a consumer of this stage is run: its queue's name, how much at once, and what is tried again.</summary>
internal abstract class SummarizationConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    protected SummarizationConsumerDefinition(string name, int concurrency)
    {
        EndpointName = $"summarization-{name}";
        ConcurrentMessageLimit = concurrency;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<TConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        // Covers a row that is not visible yet and a database that restarts; what fails longer is found again by the sweeper.
        endpointConfigurator.UseMessageRetry(retry => retry.Exponential(6, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(200)));
}

using MassTransit;

namespace CallSummary.Summarization.Consumers;

/// <summary>See <see cref="DropWorkConsumer"/>. Every process has its own queue: each must hear of every erasure.</summary>
internal sealed class DropWorkConsumerDefinition : SummarizationConsumerDefinition<DropWorkConsumer>
{
    private const int Concurrency = 4;

    public DropWorkConsumerDefinition()
        : base("drop-work", Concurrency) => Endpoint(endpoint =>
        {
            endpoint.InstanceId = $"-{NewId.NextGuid():N}";
            endpoint.Temporary = true;
        });
}

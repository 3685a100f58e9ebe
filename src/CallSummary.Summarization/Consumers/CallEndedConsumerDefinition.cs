using Microsoft.Extensions.Options;

namespace CallSummary.Summarization.Consumers;

/// <summary>See <see cref="CallEndedConsumer"/>.</summary>
internal sealed class CallEndedConsumerDefinition(IOptions<SummarizationOptions> options)
    : SummarizationConsumerDefinition<CallEndedConsumer>("ended-calls", options.Value.UtteranceConcurrency);

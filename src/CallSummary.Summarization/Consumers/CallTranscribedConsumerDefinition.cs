using Microsoft.Extensions.Options;

namespace CallSummary.Summarization.Consumers;

/// <summary>See <see cref="CallTranscribedConsumer"/>.</summary>
internal sealed class CallTranscribedConsumerDefinition(IOptions<SummarizationOptions> options)
    : SummarizationConsumerDefinition<CallTranscribedConsumer>("transcribed-calls", options.Value.Concurrency);

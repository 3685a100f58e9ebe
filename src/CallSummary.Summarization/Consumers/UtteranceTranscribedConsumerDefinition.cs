using Microsoft.Extensions.Options;

namespace CallSummary.Summarization.Consumers;

/// <summary>See <see cref="UtteranceTranscribedConsumer"/>.</summary>
internal sealed class UtteranceTranscribedConsumerDefinition(IOptions<SummarizationOptions> options)
    : SummarizationConsumerDefinition<UtteranceTranscribedConsumer>("utterances", options.Value.UtteranceConcurrency);

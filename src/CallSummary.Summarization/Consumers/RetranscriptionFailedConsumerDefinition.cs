namespace CallSummary.Summarization.Consumers;

/// <summary>See <see cref="RetranscriptionFailedConsumer"/>.</summary>
internal sealed class RetranscriptionFailedConsumerDefinition() : SummarizationConsumerDefinition<RetranscriptionFailedConsumer>("failed-retranscriptions", 1);

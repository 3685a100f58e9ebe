namespace CallSummary.Summarization.Consumers;

/// <summary>See <see cref="SummaryFaultConsumer"/>.</summary>
internal sealed class SummaryFaultConsumerDefinition() : SummarizationConsumerDefinition<SummaryFaultConsumer>("failed-summaries", 1);

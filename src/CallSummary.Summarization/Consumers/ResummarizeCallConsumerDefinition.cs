namespace CallSummary.Summarization.Consumers;

/// <summary>See <see cref="ResummarizeCallConsumer"/>. One at a time: calls that have just ended come first.</summary>
internal sealed class ResummarizeCallConsumerDefinition() : SummarizationConsumerDefinition<ResummarizeCallConsumer>("reruns", 1);

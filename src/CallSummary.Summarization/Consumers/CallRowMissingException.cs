namespace CallSummary.Summarization.Consumers;

/// <summary>A message came before its call's row could be read. The bus tries again; should that not help, the sweeper finds the call.</summary>
internal sealed class CallRowMissingException(Guid callId) : Exception($"There is no row for call {callId} yet.");

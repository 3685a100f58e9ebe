namespace CallSummary.Summarization.Reruns;

/// <summary>The call is being summarised by this process: the bus tries the command again.</summary>
internal sealed class CallBusyException(Guid callId) : Exception($"Call {callId} is being summarised now.");

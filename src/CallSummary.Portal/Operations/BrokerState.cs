namespace CallSummary.Portal.Operations;

/// <summary>What the broker told of itself.</summary>
/// <param name="IsConfigured">Whether the console knows where to ask.</param>
/// <param name="Queues">Its queues.</param>
/// <param name="Problem">Why it could not be asked, or null.</param>
internal sealed record BrokerState(bool IsConfigured, IReadOnlyList<BrokerQueue> Queues, string? Problem);

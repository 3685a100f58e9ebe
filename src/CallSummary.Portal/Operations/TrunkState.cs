using CallSummary.Contracts;

namespace CallSummary.Portal.Operations;

/// <summary>How a trunk does at one gateway, as last heard.</summary>
internal sealed record TrunkState(string Instance, DateTimeOffset At, bool IsSilent, TrunkStatus Trunk);

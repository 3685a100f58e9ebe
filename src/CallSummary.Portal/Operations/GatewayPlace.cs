using CallSummary.Contracts;

namespace CallSummary.Portal.Operations;

/// <summary>Where a gateway listens, and its routes that one tenant's people may see.</summary>
internal sealed record GatewayPlace(string Instance, bool IsSilent, IReadOnlyList<string> Listeners, IReadOnlyList<RouteStatus> Routes);

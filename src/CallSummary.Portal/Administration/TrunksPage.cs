using CallSummary.Portal.Operations;
using CallSummary.Storage.Administration;

namespace CallSummary.Portal.Administration;

/// <summary>The tenant's trunks: those of the console, and those that gateways have in their configuration; where gateways listen, and their routes.</summary>
internal sealed record TrunksPage(IReadOnlyList<StoredTrunk> Trunks, IReadOnlyList<TrunkState> States, IReadOnlyList<GatewayPlace> Gateways);

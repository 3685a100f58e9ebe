namespace CallSummary.Portal.App;

/// <summary>What a share shows of a call.</summary>
internal sealed record SharedPage(CallView View, IReadOnlyList<string> Parts, string Address, DateTimeOffset ExpiresAt);

using System.Net;
using CallSummary.Gateway.Consent;

namespace CallSummary.Gateway.Trunks;

/// <summary>A SIP peer that may call.</summary>
internal sealed class Trunk(TrunkOptions options, Tenant tenant)
{
    public string Name { get; } = options.Name;

    public Tenant Tenant { get; } = tenant;

    public IReadOnlyList<IPNetwork> Peers { get; } = [.. options.Peers.Select(PeerRange.Parse)];

    public string Username { get; } = options.Username;

    public string Password { get; } = options.Password;

    /// <summary>The peer's address is not enough: it must also know the password.</summary>
    public bool Challenges => Username.Length > 0;

    public ConsentPolicy Consent { get; } = options.Consent;

    public NumberPlan Numbers { get; } = NumberPlan.Of(options);

    /// <summary>How long a recorder's conversation stays open after its session, for one that follows it.</summary>
    public TimeSpan TransferWait { get; } = options.TransferWait;

    /// <summary>Calls at once, or 0 = no limit of its own.</summary>
    public int MaxCalls { get; } = options.MaxCalls;
}

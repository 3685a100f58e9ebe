using CallSummary.Sip.Authentication;

namespace CallSummary.Gateway.Trunks;

/// <summary>Checks the passwords of trunks that have one.</summary>
internal sealed class TrunkDigests
{
    /// <summary>Shown in challenges; tells nothing of the trunk.</summary>
    private const string Realm = "callsummary";

    private readonly Dictionary<string, DigestServer> _servers;

    public TrunkDigests(TrunkDirectory trunks, TimeProvider time) => _servers = trunks.Trunks.Where(t => t.Challenges).ToDictionary(
        t => t.Name,
        t => new DigestServer(Realm, user => string.Equals(user, t.Username, StringComparison.Ordinal) ? t.Password : null, time) { Algorithms = t.DigestAlgorithms },
        StringComparer.Ordinal);

    public DigestServer Of(Trunk trunk) => _servers[trunk.Name];
}

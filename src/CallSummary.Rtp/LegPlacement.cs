using System.Net;

namespace CallSummary.Rtp;

/// <summary>Which port a leg gets.</summary>
/// <param name="Shared">
/// A shard's shared port is fine: the peer's media comes from the address that its session description names. Where the engine has no
/// shared ports, or <paramref name="Expected"/> is another leg's peer already, the leg gets a port of its own all the same.
/// </param>
/// <param name="Expected">The peer's media address when it is known already, or null.</param>
public readonly record struct LegPlacement(bool Shared, IPEndPoint? Expected = null)
{
    /// <summary>A port of the leg's own: for a peer behind address translation, or one not known yet.</summary>
    public static LegPlacement Private => default;
}

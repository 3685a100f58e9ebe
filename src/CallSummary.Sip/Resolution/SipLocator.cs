using System.Net;
using System.Net.Sockets;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Resolution;

/// <summary>From a next hop's URI to the ways there, best first (RFC 3263, 4).</summary>
/// <param name="names">The DNS.</param>
/// <param name="canReach">Whether a transport of ours reaches addresses of a family.</param>
internal sealed class SipLocator(ISipNameServer names, Func<SipProtocol, AddressFamily, bool> canReach)
{
    /// <summary>Ways that are tried at most: a zone with a thousand records must not hold a call.</summary>
    public const int MaxTargets = 16;

    /// <summary>Empty when the name does not resolve or no transport of ours reaches it.</summary>
    /// <param name="nextHop">The first route or the target.</param>
    /// <param name="wanted">The transport that the user asks for; null: as URI and DNS say.</param>
    public async ValueTask<IReadOnlyList<SipTarget>> LocateAsync(SipUri nextHop, SipProtocol? wanted)
    {
        if (!nextHop.IsSip) return [];
        if (!TryTransport(nextHop, wanted, out var protocol)) return [];
        var host = nextHop.Parameters["maddr"] is { Length: > 0 } maddr ? maddr : nextHop.Host;
        var usual = protocol ?? (nextHop.Scheme == "sips" ? SipProtocol.Tls : SipProtocol.Udp);
        var found = new List<SipTarget>(1);
        if (IPAddress.TryParse(host.AsSpan().Trim("[]"), out var address))
        {
            Add(found, usual, address, nextHop.Port ?? SipProtocols.DefaultPort(usual), host);
            return found;
        }
        if (nextHop.Port is { } port)
        {
            await AddHostAsync(found, usual, host, port, host).ConfigureAwait(false);
            return found;
        }
        var isSecure = nextHop.Scheme == "sips";
        if (protocol is null) await AddNaptrAsync(found, host, isSecure).ConfigureAwait(false);
        if (found.Count == 0)
        {
            foreach (var candidate in protocol is { } one ? [one] : isSecure ? [SipProtocol.Tls] : (SipProtocol[])[SipProtocol.Udp, SipProtocol.Tcp, SipProtocol.Tls])
            {
                await AddSrvAsync(found, candidate, ServiceName(candidate) + host, host).ConfigureAwait(false);
            }
        }
        if (found.Count == 0) await AddHostAsync(found, usual, host, SipProtocols.DefaultPort(usual), host).ConfigureAwait(false);
        return found;
    }

    /// <summary>The transport that URI and user fix; null when it is open. False when we have none such.</summary>
    private static bool TryTransport(SipUri nextHop, SipProtocol? wanted, out SipProtocol? protocol)
    {
        protocol = wanted;
        if (wanted is not null) return nextHop.Scheme != "sips" || wanted == SipProtocol.Tls;
        switch (nextHop.Transport)
        {
            case null:
                return true;
            case "udp":
                protocol = SipProtocol.Udp;
                return nextHop.Scheme != "sips";
            case "tcp":
                // sips over TCP is TLS over TCP (RFC 3261, 26.2.2).
                protocol = nextHop.Scheme == "sips" ? SipProtocol.Tls : SipProtocol.Tcp;
                return true;
            case "tls":
                protocol = SipProtocol.Tls;
                return true;
            default:
                return false;
        }
    }

    private static string ServiceName(SipProtocol protocol) => protocol switch
    {
        SipProtocol.Udp => "_sip._udp.",
        SipProtocol.Tcp => "_sip._tcp.",
        _ => "_sips._tcp.",
    };

    private async Task AddNaptrAsync(List<SipTarget> found, string domain, bool isSecure)
    {
        var records = await names.NaptrAsync(domain).ConfigureAwait(false);
        foreach (var record in records.OrderBy(static record => record.Order).ThenBy(static record => record.Preference))
        {
            SipProtocol? protocol = record.Service.ToUpperInvariant() switch
            {
                "SIPS+D2T" => SipProtocol.Tls,
                "SIP+D2T" when !isSecure => SipProtocol.Tcp,
                "SIP+D2U" when !isSecure => SipProtocol.Udp,
                _ => null,
            };
            if (protocol is not { } usable || !record.Flags.Equals("s", StringComparison.OrdinalIgnoreCase)) continue;
            await AddSrvAsync(found, usable, record.Replacement, domain).ConfigureAwait(false);
        }
    }

    private async Task AddSrvAsync(List<SipTarget> found, SipProtocol protocol, string name, string domain)
    {
        if (found.Count >= MaxTargets || !CanReachAny(protocol)) return;
        foreach (var record in SrvOrder.Of(await names.SrvAsync(name).ConfigureAwait(false)))
        {
            await AddHostAsync(found, protocol, record.Target, record.Port, domain).ConfigureAwait(false);
        }
    }

    private async Task AddHostAsync(List<SipTarget> found, SipProtocol protocol, string host, int port, string domain)
    {
        if (found.Count >= MaxTargets) return;
        foreach (var address in await names.AddressesAsync(host).ConfigureAwait(false)) Add(found, protocol, address, port, domain);
    }

    private void Add(List<SipTarget> found, SipProtocol protocol, IPAddress address, int port, string domain)
    {
        if (found.Count < MaxTargets && canReach(protocol, address.AddressFamily)) found.Add(new SipTarget(protocol, new IPEndPoint(address, port), domain.Trim('[', ']')));
    }

    private bool CanReachAny(SipProtocol protocol) => canReach(protocol, AddressFamily.InterNetwork) || canReach(protocol, AddressFamily.InterNetworkV6);
}

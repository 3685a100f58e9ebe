using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Webhooks;

/// <summary>
/// Which addresses a webhook may reach: by default those of the public internet alone, so that a subscriber's URL cannot make this host
/// speak to its own network (server-side request forgery). An IPv6 address that embeds an IPv4 one is judged by the latter.
/// </summary>
internal sealed class AddressPolicy
{
    // IANA special-purpose registries (RFC 6890 and its updates): an operator may open these.
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), // RFC 1918
        IPNetwork.Parse("100.64.0.0/10"), // RFC 6598, shared by carriers
        IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128"),
        IPNetwork.Parse("fc00::/7"), // RFC 4193, unique local
    ];

    // Never a receiver, or a cloud's metadata service; only a named network opens them. These win over the ones above.
    private static readonly IPNetwork[] Reserved =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("192.88.99.0/24"), IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("198.51.100.0/24"), IPNetwork.Parse("203.0.113.0/24"), IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4"),
        IPNetwork.Parse("168.63.129.16/32"), IPNetwork.Parse("100.100.100.200/32"), IPNetwork.Parse("fd00:ec2::254/128"), // metadata services outside link-local
        IPNetwork.Parse("2001::/23"), // protocol assignments, Teredo included (RFC 2928, RFC 4380)
        IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("3fff::/20"), // documentation
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96"); // RFC 6052
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16"); // RFC 3056

    private readonly bool _allowPrivate;
    private readonly IPNetwork[] _allowed;

    public AddressPolicy(IOptions<PortalOptions> options)
    {
        _allowPrivate = options.Value.Webhooks.AllowPrivateAddresses;
        _allowed = [.. options.Value.Webhooks.AllowedNetworks.Select(n => IPNetwork.Parse(n))];
    }

    public bool Allows(IPAddress address)
    {
        address = Embedded(address);
        if (Array.Exists(_allowed, n => n.Contains(address)))
        {
            return true;
        }

        if (Array.Exists(Reserved, n => n.Contains(address)))
        {
            return false;
        }

        if (Array.Exists(Private, n => n.Contains(address)))
        {
            return _allowPrivate;
        }

        // Of IPv6 only what is global unicast: link-local, site-local, multicast, IPv4-compatible and whatever is assigned later stay out.
        return address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address);
    }

    private static IPAddress Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        var plain = new IPAddress(bytes); // Without a scope id, which would make no network contain it.
        return Nat64.Contains(plain) ? new IPAddress(bytes.AsSpan(12, 4))
            : SixToFour.Contains(plain) ? new IPAddress(bytes.AsSpan(2, 4))
            : plain;
    }
}

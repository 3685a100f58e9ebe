using System.Net;

namespace CallSummary.Sip.Resolution;

/// <summary>The DNS, as RFC 3263 asks it. An answer without records, a name that does not exist and a server that is silent are all an empty list.</summary>
public interface ISipNameServer
{
    /// <summary>NAPTR records of a domain (RFC 3263, 4.1).</summary>
    ValueTask<IReadOnlyList<SipNaptrRecord>> NaptrAsync(string domain, CancellationToken cancellationToken = default);

    /// <summary>SRV records of a name such as <c>_sip._udp.example.com</c> (RFC 3263, 4.2).</summary>
    ValueTask<IReadOnlyList<SipSrvRecord>> SrvAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>A and AAAA records of a host.</summary>
    ValueTask<IReadOnlyList<IPAddress>> AddressesAsync(string host, CancellationToken cancellationToken = default);
}

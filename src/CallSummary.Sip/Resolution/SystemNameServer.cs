using System.Net;
using System.Net.Sockets;

namespace CallSummary.Sip.Resolution;

/// <summary>The system's resolver: addresses only, since it has no call for other records.</summary>
internal sealed class SystemNameServer : ISipNameServer
{
    public ValueTask<IReadOnlyList<SipNaptrRecord>> NaptrAsync(string domain, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<SipNaptrRecord>>([]);

    public ValueTask<IReadOnlyList<SipSrvRecord>> SrvAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<SipSrvRecord>>([]);

    public async ValueTask<IReadOnlyList<IPAddress>> AddressesAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            return [];
        }
    }
}

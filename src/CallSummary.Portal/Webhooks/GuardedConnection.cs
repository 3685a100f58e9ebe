using System.Net.Sockets;

namespace CallSummary.Portal.Webhooks;

/// <summary>
/// Connects to a host that somebody outside named, if its addresses may be reached, and to the very addresses that were judged: a name that
/// resolves differently the second time gains nothing.
/// </summary>
internal sealed class GuardedConnection(AddressPolicy addresses, ResolveHost resolve)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var found = await resolve(context.DnsEndPoint.Host, cancellationToken);

        // One bad address refuses all of them: a name that mixes public and private ones is an attack or a mistake.
        if (found.Length == 0 || !found.All(addresses.Allows))
        {
            throw new AddressRefusedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

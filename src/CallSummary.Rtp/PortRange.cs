using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace CallSummary.Rtp;

/// <summary>Finds an even port and the next one (RFC 3550 section 11), starting at a random place: a predictable port invites injection.</summary>
internal sealed class PortRange(IPAddress address, int firstPort, int lastPort)
{
    // Room for half a second of packets while a collection or a scheduler holds the reader up.
    private const int ReceiveBufferBytes = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly HashSet<int> _inUse = [];
    private readonly int _pairs = (lastPort - firstPort + 1) / 2;

    /// <summary>Binds a pair.</summary>
    /// <returns>False when no pair of the range could be bound.</returns>
    public bool TryBind(out (Socket Rtp, Socket Control, int Port) bound)
    {
        var start = RandomNumberGenerator.GetInt32(_pairs);
        for (var i = 0; i < _pairs; i++)
        {
            var port = firstPort + ((start + i) % _pairs * 2);
            if (!Reserve(port))
            {
                continue;
            }

            if (TryBind(port) is { } rtp)
            {
                if (TryBind(port + 1) is { } control)
                {
                    bound = (rtp, control, port);
                    return true;
                }

                rtp.Dispose();
            }

            Release(port);
        }

        bound = default;
        return false;
    }

    public void Release(int port)
    {
        lock (_gate)
        {
            _inUse.Remove(port);
        }
    }

    private bool Reserve(int port)
    {
        lock (_gate)
        {
            return _inUse.Add(port);
        }
    }

    private Socket? TryBind(int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            if (address.AddressFamily == AddressFamily.InterNetwork)
            {
                // Our packets are far smaller than any path's limit, and one that cannot be cut needs no number from the system.
                socket.DontFragment = true;
            }

            socket.ReceiveBufferSize = ReceiveBufferBytes;
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            socket.Dispose();
            return null;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

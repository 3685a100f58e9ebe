using System.Net;
using System.Net.Sockets;

namespace CallSummary.TestKit;

/// <summary>Ports for programs that cannot be told "any": free a moment ago. Prefer port 0 wherever the program can say what it got.</summary>
public static class FreePort
{
    /// <summary>A TCP port of the loopback address.</summary>
    public static int Tcp() => Find(SocketType.Stream, ProtocolType.Tcp);

    /// <summary>A UDP port of the loopback address.</summary>
    public static int Udp() => Find(SocketType.Dgram, ProtocolType.Udp);

    private static int Find(SocketType type, ProtocolType protocol)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, type, protocol);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}

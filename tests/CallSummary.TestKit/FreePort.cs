using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CallSummary.TestKit;

/// <summary>
/// Ports for programs that cannot be told "any". They lie below the range from which systems hand out ports, so that nobody is given one
/// between the look and its use. Prefer port 0 wherever the program can say what it got.
/// </summary>
public static class FreePort
{
    private const int First = 10_000;
    private const int End = 15_000;

    // A program that is given one for RTP takes the next ones too: RTCP, and SIPp's two for video.
    private const int Apart = 4;

    private static readonly ConcurrentDictionary<int, bool> Given = [];

    /// <summary>A port that is free for TCP.</summary>
    public static int Tcp() => Find();

    /// <summary>A port that is free for UDP, and for TCP too: SIP listens on both.</summary>
    public static int Udp() => Find();

    private static int Find()
    {
        for (var tries = 0; tries < 500; tries++)
        {
            var port = First + (Apart * Random.Shared.Next((End - First) / Apart));
            if (IsFree(port, SocketType.Dgram, ProtocolType.Udp) && IsFree(port, SocketType.Stream, ProtocolType.Tcp) && Given.TryAdd(port, true))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No port between {First} and {End} is free.");
    }

    private static bool IsFree(int port, SocketType type, ProtocolType protocol)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, type, protocol) { ExclusiveAddressUse = true };
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace CallSummary.Rtp.Packets;

/// <summary>Address and port of a packet's source, read from a socket address without allocating.</summary>
/// <param name="Address">IPv6 address, or IPv4 in its mapped form.</param>
/// <param name="Port">UDP port.</param>
internal readonly record struct SourceKey(UInt128 Address, ushort Port)
{
    private static readonly UInt128 MappedPrefix = (UInt128)0xFFFF << 32;

    public static SourceKey From(SocketAddress address)
    {
        // sockaddr_in: family 2, port 2, address 4. sockaddr_in6: family 2, port 2, flow 4, address 16.
        var bytes = address.Buffer.Span;
        var port = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        return address.Family == AddressFamily.InterNetworkV6
            ? new SourceKey(BinaryPrimitives.ReadUInt128BigEndian(bytes[8..]), port)
            : new SourceKey(MappedPrefix | BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]), port);
    }

    public static SourceKey From(IPEndPoint endPoint)
    {
        Span<byte> bytes = stackalloc byte[16];
        endPoint.Address.MapToIPv6().TryWriteBytes(bytes, out _);
        return new SourceKey(BinaryPrimitives.ReadUInt128BigEndian(bytes), (ushort)endPoint.Port);
    }

    public IPEndPoint ToEndPoint()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Address);
        var address = new IPAddress(bytes);
        return new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, Port);
    }

    /// <summary>The form in which a socket of the family sends to it.</summary>
    public SocketAddress ToSocketAddress(AddressFamily family)
    {
        var endPoint = ToEndPoint();
        return family == AddressFamily.InterNetworkV6
            ? new IPEndPoint(endPoint.Address.MapToIPv6(), endPoint.Port).Serialize()
            : endPoint.Serialize();
    }
}

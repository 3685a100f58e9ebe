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

    public static SourceKey From(SocketAddress address) => From(address.Buffer.Span, address.Family == AddressFamily.InterNetworkV6);

    /// <summary>From the system's own structure.</summary>
    /// <param name="bytes">sockaddr_in: family 2, port 2, address 4. sockaddr_in6: family 2, port 2, flow 4, address 16.</param>
    /// <param name="isV6">Which of the two.</param>
    public static SourceKey From(ReadOnlySpan<byte> bytes, bool isV6)
    {
        var port = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        return isV6
            ? new SourceKey(BinaryPrimitives.ReadUInt128BigEndian(bytes[8..]), port)
            : new SourceKey(MappedPrefix | BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]), port);
    }

    public static SourceKey From(IPEndPoint endPoint)
    {
        Span<byte> bytes = stackalloc byte[16];
        endPoint.Address.MapToIPv6().TryWriteBytes(bytes, out _);
        return new SourceKey(BinaryPrimitives.ReadUInt128BigEndian(bytes), (ushort)endPoint.Port);
    }

    /// <summary>Spreads addresses that differ in their last bits only, as those of one network do.</summary>
    public override int GetHashCode()
    {
        var mixed = ((ulong)Address ^ (ulong)(Address >> 64) ^ ((ulong)Port << 40)) * 0x9E37_79B9_7F4A_7C15;
        return (int)(mixed >> 32);
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

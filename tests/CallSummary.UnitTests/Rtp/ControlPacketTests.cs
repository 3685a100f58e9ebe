using System.Buffers.Binary;
using CallSummary.Rtp.Control;
using CallSummary.Rtp.Receiving;
using CsCheck;

namespace CallSummary.UnitTests.Rtp;

public sealed class ControlPacketTests
{
    private readonly byte[] _packet = new byte[256];

    [Fact]
    public void WriteReport_SenderWithReceptionAndBye_IsAValidCompound()
    {
        var sender = new SenderInfo(0x0123456789ABCDEF, 1600, 10, 1600);
        var reception = new ReceptionReport(0xCAFE, 64, 25, 70_000, 33);

        var length = ControlPacket.WriteReport(_packet, 0xBEEF, sender, reception, new ReportTiming(7, 65536), bye: true);

        Assert.Equal([200, 202, 203], Types(_packet.AsSpan(0, length)));
        Assert.True(ControlPacket.TryRead(_packet.AsSpan(0, length), out var ntp));
        Assert.Equal(0x456789ABu, ntp);
        Assert.Equal(0xCAFEu, BinaryPrimitives.ReadUInt32BigEndian(_packet.AsSpan(28)));
        Assert.Equal(64, _packet[32]);
        Assert.Equal(70_000u, BinaryPrimitives.ReadUInt32BigEndian(_packet.AsSpan(36)));
        Assert.Equal(65536u, BinaryPrimitives.ReadUInt32BigEndian(_packet.AsSpan(48)));
    }

    [Fact]
    public void WriteReport_NothingSent_IsAReceiverReport()
    {
        var length = ControlPacket.WriteReport(_packet, 1, null, new ReceptionReport(2, 0, 0, 5, 0), default, bye: false);

        Assert.Equal([201, 202], Types(_packet.AsSpan(0, length)));
        Assert.True(ControlPacket.TryRead(_packet.AsSpan(0, length), out var ntp));
        Assert.Null(ntp);
    }

    [Theory]
    [InlineData("")]
    [InlineData("80C8")]
    [InlineData("80CA0000")] // a source description cannot come first
    [InlineData("80C80006")] // longer than the datagram
    [InlineData("00C90000")] // version 0
    public void TryRead_NoValidCompound_IsRefused(string hex) =>
        Assert.False(ControlPacket.TryRead(Convert.FromHexString(hex), out _));

    [Fact]
    public void TryRead_AnyBytes_NeverThrows() =>
        Gen.Byte.Array[0, 80].Sample(bytes =>
        {
            ControlPacket.TryRead(bytes, out _);
        });

    private static List<int> Types(ReadOnlySpan<byte> packet)
    {
        var types = new List<int>();
        while (!packet.IsEmpty)
        {
            types.Add(packet[1]);
            packet = packet[((BinaryPrimitives.ReadUInt16BigEndian(packet[2..]) + 1) * 4)..];
        }

        return types;
    }
}

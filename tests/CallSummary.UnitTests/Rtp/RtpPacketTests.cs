using CallSummary.Rtp.Packets;
using CsCheck;

namespace CallSummary.UnitTests.Rtp;

public sealed class RtpPacketTests
{
    [Fact]
    public void TryParse_WhatWasWritten_ReadsItBack()
    {
        var datagram = new byte[16];
        RtpPacket.WriteHeader(datagram, 101, marker: true, 65535, 4_000_000_000, 0xDEADBEEF);
        datagram[12] = 7;

        Assert.True(RtpPacket.TryParse(datagram, out var packet));
        Assert.Equal((101, true, 65535, 4_000_000_000, 0xDEADBEEF), (packet.PayloadType, packet.Marker, packet.SequenceNumber, packet.Timestamp, packet.Ssrc));
        Assert.Equal([7, 0, 0, 0], packet.Payload.ToArray());
    }

    [Fact]
    public void TryParse_ContributorsExtensionAndPadding_AreCutOff()
    {
        // Two CSRCs, an extension of one word, two bytes of sound, two of padding.
        byte[] datagram = [0xB2, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 1, 1, 1, 1, 2, 2, 2, 2, 0xBE, 0xDE, 0, 1, 9, 9, 9, 9, 42, 43, 0, 2];

        Assert.True(RtpPacket.TryParse(datagram, out var packet));
        Assert.Equal([42, 43], packet.Payload.ToArray());
    }

    [Theory]
    [InlineData("80000001000000020000")] // shorter than a header
    [InlineData("400000010000000200000003")] // version 1
    [InlineData("8F0000010000000200000003AAAA")] // 15 CSRCs that are not there
    [InlineData("900000010000000200000003BEDE")] // half an extension header
    [InlineData("900000010000000200000003BEDE0002AAAAAAAA")] // an extension of two words with one
    [InlineData("A00000010000000200000003AA00")] // padding of nothing
    [InlineData("A00000010000000200000003AA09")] // more padding than packet
    public void TryParse_PartsBeyondTheDatagram_IsRefused(string hex) =>
        Assert.False(RtpPacket.TryParse(Convert.FromHexString(hex), out _));

    [Fact]
    public void TryParse_AnyBytes_NeverThrows() =>
        Gen.Byte.Array[0, 64].Sample(bytes =>
        {
            if (RtpPacket.TryParse(bytes, out var packet))
            {
                Assert.True(packet.Payload.Length <= bytes.Length - RtpPacket.HeaderLength);
            }
        });

    [Theory]
    [InlineData(200, true)]
    [InlineData(203, true)]
    [InlineData(0x80 | 0, false)]
    [InlineData(0x80 | 101, false)]
    public void IsControl_SecondOctet_DecidesAsRfc5761Says(byte second, bool expected) =>
        Assert.Equal(expected, RtpPacket.IsControl([0x80, second, 0, 1]));

    [Fact]
    public void SourceKey_SocketAddress_IsTheEndPoint()
    {
        foreach (var text in new[] { "192.0.2.7:4000", "[2001:db8::1]:65535", "[::ffff:192.0.2.7]:4000" })
        {
            var endPoint = System.Net.IPEndPoint.Parse(text);
            Assert.Equal(SourceKey.From(endPoint), SourceKey.From(endPoint.Serialize()));
        }

        var mapped = SourceKey.From(System.Net.IPEndPoint.Parse("[::ffff:192.0.2.7]:4000"));
        Assert.Equal("192.0.2.7:4000", mapped.ToEndPoint().ToString());
        Assert.Equal(mapped, SourceKey.From(mapped.ToSocketAddress(System.Net.Sockets.AddressFamily.InterNetworkV6)));
    }
}

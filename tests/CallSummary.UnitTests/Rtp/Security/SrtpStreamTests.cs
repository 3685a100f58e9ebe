using CallSummary.Rtp.Packets;
using CallSummary.Rtp.Security;

namespace CallSummary.UnitTests.Rtp.Security;

public sealed class SrtpStreamTests
{
    public static TheoryData<SrtpSuite> Suites => [.. Enum.GetValues<SrtpSuite>()];

    [Theory]
    [MemberData(nameof(Suites))]
    public void Stream_AcrossTwoRollOversWithLossAndReordering_IsReadWhole(SrtpSuite suite)
    {
        var key = SrtpKey.Generate(suite);
        using var sender = new SrtpSender(key, control: false);
        using var receiver = new SrtpReceiver(key, control: false);
        var sent = Enumerable.Range(65_000, 132_000).Where(n => n % 7 == 0).Select(n => Protect(sender, (ushort)n)).ToArray();

        // Every two neighbours change places.
        for (var i = 0; i + 1 < sent.Length; i += 2)
        {
            Assert.Equal((SrtpVerdict.Good, true), Open(receiver, sent[i + 1]));
            Assert.Equal((SrtpVerdict.Good, true), Open(receiver, sent[i]));
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void TryUnprotect_AnyOctetChanged_IsNotAuthentic(SrtpSuite suite)
    {
        var key = SrtpKey.Generate(suite);
        using var sender = new SrtpSender(key, control: false);
        using var receiver = new SrtpReceiver(key, control: false);
        var packet = Protect(sender, 1);

        for (var i = 1; i < packet.Length; i++)
        {
            var forged = packet.ToArray();
            forged[i] ^= 1;
            Assert.Equal(SrtpVerdict.NotAuthentic, receiver.TryUnprotect(forged, out _));
        }

        Assert.Equal((SrtpVerdict.Good, true), Open(receiver, packet));
    }

    [Fact]
    public void TryUnprotect_AgainOrTooOld_IsReplayed()
    {
        var key = SrtpKey.Generate(SrtpSuite.AesCm128HmacSha1Tag80);
        using var sender = new SrtpSender(key, control: false);
        using var receiver = new SrtpReceiver(key, control: false);
        var packets = Enumerable.Range(100, 70).Select(n => Protect(sender, (ushort)n)).ToArray();
        Open(receiver, packets[69]);

        Assert.Equal(SrtpVerdict.Replayed, Open(receiver, packets[69]).Verdict);
        Assert.Equal(SrtpVerdict.Good, Open(receiver, packets[6]).Verdict);
        Assert.Equal(SrtpVerdict.Replayed, Open(receiver, packets[5]).Verdict);
    }

    [Fact]
    public void Protect_NumberUsedAlready_SendsNothing()
    {
        using var sender = new SrtpSender(SrtpKey.Generate(SrtpSuite.AeadAes128Gcm), control: false);

        Assert.NotEmpty(Protect(sender, 5));
        Assert.Empty(Protect(sender, 5));
        Assert.NotEmpty(Protect(sender, 4));
        Assert.NotEmpty(Protect(sender, 6));
    }

    [Theory]
    [InlineData(SrtpSuite.AesCm128HmacSha1Tag32)]
    [InlineData(SrtpSuite.AeadAes256Gcm)]
    public void Mki_StandsInEveryPacketAndMustBeTheAgreedOne(SrtpSuite suite)
    {
        var material = SrtpKey.Generate(suite).Material;
        using var sender = new SrtpSender(new SrtpKey(suite, material, [0, 7]), control: false);
        using var control = new SrtpSender(new SrtpKey(suite, material, [0, 7]), control: true);
        using var receiver = new SrtpReceiver(new SrtpKey(suite, material, [0, 7]), control: false);
        using var controlReceiver = new SrtpReceiver(new SrtpKey(suite, material, [0, 7]), control: true);
        using var other = new SrtpReceiver(new SrtpKey(suite, material, [0, 8]), control: false);
        var packet = Protect(sender, 9);
        var report = new byte[8 + SrtpSender.MaxOverhead];
        report[0] = 0x80;
        var length = control.ProtectControl(report, 8);

        Assert.Equal(SrtpVerdict.NotAuthentic, Open(other, packet).Verdict);
        Assert.Equal((SrtpVerdict.Good, true), Open(receiver, packet));
        Assert.Equal(SrtpVerdict.Good, controlReceiver.TryUnprotectControl(report.AsSpan(0, length), out _));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Control_ThereAndBackAndAgain_IsReadOnce(SrtpSuite suite)
    {
        var key = SrtpKey.Generate(suite);
        using var sender = new SrtpSender(key, control: true);
        using var receiver = new SrtpReceiver(key, control: true);
        byte[] report = [0x80, 201, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8];
        var buffer = new byte[report.Length + SrtpSender.MaxOverhead];
        report.CopyTo(buffer, 0);
        var packet = buffer.AsSpan(0, sender.ProtectControl(buffer, report.Length)).ToArray();
        var again = packet.ToArray();

        Assert.Equal(SrtpVerdict.Good, receiver.TryUnprotectControl(packet, out var length));
        Assert.Equal(report, packet[..length]);
        Assert.Equal(SrtpVerdict.Replayed, receiver.TryUnprotectControl(again, out _));
        Assert.Equal(SrtpVerdict.Malformed, receiver.TryUnprotectControl(again.AsSpan(0, 12), out _));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void ProtectAndOpen_InSteadyState_AllocatesNothing(SrtpSuite suite)
    {
        var key = SrtpKey.Generate(suite);
        using var sender = new SrtpSender(key, control: false);
        using var receiver = new SrtpReceiver(key, control: false);
        var buffer = new byte[172 + SrtpSender.MaxOverhead];
        Run(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Run(2000);

        // A call site that is compiled anew may allocate once; a packet must not.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2000);

        void Run(int packets)
        {
            for (var i = 0; i < packets; i++)
            {
                RtpPacket.WriteHeader(buffer, 0, false, (ushort)_next++, 0, 1);
                receiver.TryUnprotect(buffer.AsSpan(0, sender.Protect(buffer, 172)), out _);
            }
        }
    }

    private int _next = 1;

    private static byte[] Protect(SrtpSender sender, ushort sequenceNumber)
    {
        var buffer = new byte[RtpPacket.HeaderLength + 33 + SrtpSender.MaxOverhead];
        RtpPacket.WriteHeader(buffer, 0, false, sequenceNumber, 160, 0xCAFE);
        buffer.AsSpan(RtpPacket.HeaderLength, 33).Fill((byte)sequenceNumber);
        return buffer[..sender.Protect(buffer, RtpPacket.HeaderLength + 33)];
    }

    private static (SrtpVerdict Verdict, bool IsPayload) Open(SrtpReceiver receiver, byte[] packet)
    {
        var copy = packet.ToArray();
        var verdict = receiver.TryUnprotect(copy, out var length);
        return (verdict, length == RtpPacket.HeaderLength + 33 && !copy.AsSpan(RtpPacket.HeaderLength, 33).ContainsAnyExcept(packet[3]));
    }
}

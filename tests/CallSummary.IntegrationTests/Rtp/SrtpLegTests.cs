using System.Net;
using System.Net.Sockets;
using CallSummary.Rtp;
using CallSummary.Rtp.Control;
using CallSummary.Rtp.Packets;
using CallSummary.Rtp.Security;
using CallSummary.TestKit;

namespace CallSummary.IntegrationTests.Rtp;

public abstract class SrtpLegTests
{
    private readonly MediaEngineOptions _options;

    private protected SrtpLegTests(MediaEngineOptions options) => _options = options;

    [Theory]
    [InlineData(SrtpSuite.AesCm128HmacSha1Tag80)]
    [InlineData(SrtpSuite.AeadAes256Gcm)]
    public async Task Relay_FromProtectedToPlainAndBack_EachHearsTheOther(SrtpSuite suite)
    {
        await using var legs = TwoLegs.Create(_options);
        var keys = new SrtpKeys(SrtpKey.Generate(suite), SrtpKey.Generate(suite));
        legs.Caller.SetRemote(new MediaRemote(legs.CallerPeer.EndPoint, legs.CallerPeer.Format) { Keys = keys });
        using var protecting = new SrtpSender(keys.Remote, control: false);
        using var opening = new SrtpReceiver(keys.Local, control: false);
        var sound = Enumerable.Range(0, 160).Select(i => (byte)i).ToArray();

        legs.CallerPeer.SendRaw(Protect(protecting, legs.CallerPeer.Ssrc, 1, sound));
        legs.CalleePeer.Send(1, 160, sound);
        await Task.WhenAll(
            legs.CalleePeer.WaitForAsync(1, TestContext.Current.CancellationToken),
            legs.CallerPeer.WaitForAsync(1, TestContext.Current.CancellationToken));

        Assert.Equal(160, RtpPeer.Parse(legs.CalleePeer.Received[0]).Payload.Length);
        var packet = legs.CallerPeer.Received[0];
        Assert.Equal(SrtpVerdict.Good, opening.TryUnprotect(packet, out var length));
        Assert.Equal(172, length);
        await Eventually.True(() => legs.CallerSink.Statistics.Placed == 1, "the packet to be placed");
    }

    [Fact]
    public async Task Receive_NotAuthentic_IsCountedAndNothingIsLearnedFromIt()
    {
        await using var legs = TwoLegs.Create(_options);
        await using var stranger = new RtpPeer(legs.Caller.LocalEndPoint, MediaFormat.Pcmu, 666);
        var keys = new SrtpKeys(SrtpKey.Generate(SrtpSuite.AesCm128HmacSha1Tag80), SrtpKey.Generate(SrtpSuite.AesCm128HmacSha1Tag80));
        using var dead = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        legs.Caller.SetRemote(new MediaRemote((IPEndPoint)dead.Client.LocalEndPoint!, MediaFormat.Pcmu) { Keys = keys });
        using var protecting = new SrtpSender(keys.Remote, control: false);

        for (ushort i = 0; i < 5; i++)
        {
            stranger.Send(i, i * 160u, new byte[160]);
        }

        await Eventually.True(() => legs.Caller.Statistics.NotAuthentic == 5, "five packets that are not authentic");
        Assert.Null(legs.Caller.LearnedEndPoint);
        var first = Protect(protecting, 1, 10, new byte[160]);
        legs.CallerPeer.SendRaw(first);
        legs.CallerPeer.SendRaw(first);
        legs.CallerPeer.SendRaw(Protect(protecting, 1, 11, new byte[160]));
        await Eventually.True(() => legs.Caller.LearnedEndPoint is not null, "the peer's address to be learned");

        Assert.Equal(legs.CallerPeer.EndPoint, legs.Caller.LearnedEndPoint);
        Assert.Equal((1, 1), (legs.Caller.Statistics.Received, legs.Caller.Statistics.Replayed));
        Assert.Equal(0, legs.CallerSink.Statistics.Lost);
    }

    [Fact]
    public async Task Report_IsProtected()
    {
        using var control = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await using var legs = TwoLegs.Create(_options with { ReportInterval = TimeSpan.FromSeconds(1) });
        var keys = new SrtpKeys(SrtpKey.Generate(SrtpSuite.AeadAes128Gcm), SrtpKey.Generate(SrtpSuite.AeadAes128Gcm));
        legs.Callee.SetRemote(new MediaRemote(legs.CalleePeer.EndPoint, legs.CalleePeer.Format)
        {
            ControlEndPoint = (IPEndPoint)control.Client.LocalEndPoint!,
            Keys = keys,
        });
        using var opening = new SrtpReceiver(keys.Local, control: true);
        legs.CallerPeer.Send(1, 1, new byte[160]);

        var report = (await control.ReceiveAsync(TestContext.Current.CancellationToken)).Buffer;

        Assert.Equal(SrtpVerdict.Good, opening.TryUnprotectControl(report, out var length));
        Assert.True(ControlPacket.TryRead(report.AsSpan(0, length), out _));
    }

    private static byte[] Protect(SrtpSender sender, uint ssrc, ushort sequence, byte[] sound)
    {
        var buffer = new byte[RtpPacket.HeaderLength + sound.Length + SrtpSender.MaxOverhead];
        RtpPacket.WriteHeader(buffer, 0, false, sequence, sequence * 160u, ssrc);
        sound.CopyTo(buffer, RtpPacket.HeaderLength);
        return buffer[..sender.Protect(buffer, RtpPacket.HeaderLength + sound.Length)];
    }
}

using System.Net;
using CallSummary.Rtp;
using CallSummary.TestKit;

namespace CallSummary.IntegrationTests.Rtp;

/// <summary>Many legs on one port: whose a packet is, is decided by where it comes from, and in doubt it is nobody's.</summary>
public sealed class SharedPortTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenLeg_Shared_AllAreOnOnePort()
    {
        await using var engine = new MediaEngine(TwoLegs.Shared with { Shards = 1 });
        await using var first = Open(engine, LegPlacement.Private with { Shared = true });
        await using var second = Open(engine, new LegPlacement(true));
        await using var own = Open(engine, LegPlacement.Private);

        Assert.Equal(first.LocalEndPoint, second.LocalEndPoint);
        Assert.NotEqual(first.LocalEndPoint, own.LocalEndPoint);
        Assert.Equal((true, false), (first.IsOnSharedPort, own.IsOnSharedPort));
    }

    [Fact]
    public async Task OpenLeg_PeerIsAnotherLegsAlready_GetsAPortOfItsOwn()
    {
        await using var engine = new MediaEngine(TwoLegs.Shared);
        var peer = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 4000);
        await using var first = Open(engine, new LegPlacement(true, peer));
        first.SetRemote(peer, MediaFormat.Pcmu);
        await using var second = Open(engine, new LegPlacement(true, peer));

        Assert.Equal((true, false), (first.IsOnSharedPort, second.IsOnSharedPort));
        await first.DisposeAsync();
        await using var third = Open(engine, new LegPlacement(true, peer));
        Assert.True(third.IsOnSharedPort);
    }

    [Fact]
    public async Task Receive_UnknownSource_IsNobodysAndCounted()
    {
        await using var engine = new MediaEngine(TwoLegs.Shared);
        await using var leg = Open(engine, new LegPlacement(true));
        leg.SetRemote(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 4000), MediaFormat.Pcmu);
        await using var stranger = new RtpPeer(leg.LocalEndPoint, MediaFormat.Pcmu, 7);

        stranger.Send(1, 160, new byte[160]);
        stranger.Send(2, 320, new byte[160]);

        await Eventually.True(() => engine.Statistics.WrongSource == 2, "both of the stranger's packets to be counted");
        Assert.Equal((0, 0), (leg.Statistics.Received, leg.Statistics.WrongSource));
    }

    [Fact]
    public async Task Receive_OtherPortOfTheOnlyUnsettledPeer_IsLearned()
    {
        await using var engine = new MediaEngine(TwoLegs.Shared);
        await using var leg = Open(engine, new LegPlacement(true));
        leg.SetRemote(new IPEndPoint(IPAddress.Loopback, 9), MediaFormat.Pcmu);
        await using var peer = new RtpPeer(leg.LocalEndPoint, MediaFormat.Pcmu, 7);

        for (ushort i = 0; i < 4; i++)
        {
            peer.Send(i, i * 160u, new byte[160]);
        }

        await Eventually.True(() => leg.Statistics.Received == 3, "three packets");
        Assert.Equal(peer.EndPoint, leg.LearnedEndPoint);
    }

    [Fact]
    public async Task Receive_TwoUnsettledLegsWithOnePeerAddress_NeitherHearsAGuess()
    {
        await using var engine = new MediaEngine(TwoLegs.Shared with { Shards = 1 });
        await using var first = Open(engine, new LegPlacement(true));
        await using var second = Open(engine, new LegPlacement(true));
        await using var peer = new RtpPeer(first.LocalEndPoint, MediaFormat.Pcmu, 7);
        first.SetRemote(peer.EndPoint, MediaFormat.Pcmu);
        second.SetRemote(peer.EndPoint, MediaFormat.Pcmu);

        peer.Send(1, 160, new byte[160]);

        await Eventually.True(() => engine.Statistics.WrongSource == 1, "the stranger's packet to be counted");
        Assert.Equal((0, 0), (first.Statistics.Received, second.Statistics.Received));
    }

    [Fact]
    public async Task Receive_SettledLegsWithOnePeerAddress_AreToldApartBySource()
    {
        await using var engine = new MediaEngine(TwoLegs.Shared with { Shards = 1 });
        await using var first = Open(engine, new LegPlacement(true));
        await using var second = Open(engine, new LegPlacement(true));
        await using var peer = new RtpPeer(first.LocalEndPoint, MediaFormat.Pcmu, 7);
        first.SetRemote(peer.EndPoint, MediaFormat.Pcmu);
        peer.Send(1, 160, new byte[160]);
        await Eventually.True(() => first.Statistics.Received == 1, "the first leg's packet");
        second.SetRemote(peer.EndPoint, MediaFormat.Pcmu);

        peer.Ssrc = 8;
        peer.Send(1, 160, new byte[160]);
        await Eventually.True(() => second.Statistics.Received == 1, "the second leg's packet");
        peer.Ssrc = 7;
        peer.Send(2, 320, new byte[160]);
        await Eventually.True(() => first.Statistics.Received == 2, "the first leg's second packet");

        await first.DisposeAsync();
        peer.Ssrc = 8;
        peer.Send(2, 320, new byte[160]);
        await Eventually.True(() => second.Statistics.Received == 2, "the second leg's second packet");
    }

    [Fact]
    public async Task Receive_OverIPv6_Works()
    {
        Assert.SkipUnless(System.Net.Sockets.Socket.OSSupportsIPv6, "This machine has no IPv6.");
        await using var engine = new MediaEngine(TwoLegs.Shared with { BindAddress = IPAddress.IPv6Loopback });
        await using var leg = Open(engine, new LegPlacement(true));
        using var peer = new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        leg.SetRemote((IPEndPoint)peer.Client.LocalEndPoint!, MediaFormat.Pcmu);
        leg.RelayTo(leg);

        await peer.SendAsync(new byte[] { 0x80, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0xFF }, leg.LocalEndPoint, Cancellation);
        var back = await peer.ReceiveAsync(Cancellation);

        Assert.Equal((13, leg.LocalEndPoint), (back.Buffer.Length, back.RemoteEndPoint));
    }

    private static MediaLeg Open(MediaEngine engine, LegPlacement placement)
    {
        Assert.Equal(OpenLegResult.Opened, engine.OpenLeg(new RecordingSink(0), placement, out var leg));
        return leg!;
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CallSummary.Audio.Codecs;
using CallSummary.Rtp;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;

namespace CallSummary.IntegrationTests.Rtp;

public abstract class MediaLegTests
{
    private readonly MediaEngineOptions _options;

    private protected MediaLegTests(MediaEngineOptions options) => _options = options;

    [Fact]
    public async Task Receive_StrangersPackets_AreCountedAndNotHeard()
    {
        await using var legs = TwoLegs.Create(_options);
        await using var stranger = new RtpPeer(legs.Caller.LocalEndPoint, MediaFormat.Pcmu, 666);
        var cancellationToken = TestContext.Current.CancellationToken;

        await Task.WhenAll(
            legs.CallerPeer.StreamAsync(Tone.Sine(440, TimeSpan.FromSeconds(1)), cancellationToken),
            stranger.StreamAsync(Tone.Sine(2000, TimeSpan.FromSeconds(1)), cancellationToken));
        await legs.CalleePeer.WaitForAsync(50, cancellationToken);

        Assert.Equal(legs.CallerPeer.EndPoint, legs.Caller.LearnedEndPoint);
        Assert.InRange(ToneDetector.Level(legs.CalleePeer.Sound(), 2000), double.NegativeInfinity, -50);
        await Eventually.True(() => legs.Caller.Statistics.WrongSource == 50, "the stranger's packets to be counted");
        Assert.Equal(50, legs.Caller.Statistics.Received);
    }

    [Fact]
    public async Task Receive_FromBehindAddressTranslation_IsLearnedAndAnsweredThere()
    {
        await using var legs = TwoLegs.Create(_options);
        using var dead = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        legs.Caller.SetRemote((IPEndPoint)dead.Client.LocalEndPoint!, MediaFormat.Pcmu);
        legs.CalleePeer.Send(1, 1, new byte[160]);
        await Eventually.True(() => dead.Available > 0, "a packet at the address of the offer");

        legs.CallerPeer.Send(1, 160, new byte[160]);
        legs.CallerPeer.Send(2, 320, new byte[160]);
        await Eventually.True(() => legs.Caller.LearnedEndPoint is not null, "the peer's address to be learned");
        legs.CalleePeer.Send(2, 161, new byte[160]);

        await legs.CallerPeer.WaitForAsync(1, TestContext.Current.CancellationToken);
        Assert.Equal(legs.CallerPeer.EndPoint, legs.Caller.LearnedEndPoint);
    }

    [Fact]
    public async Task Receive_Garbage_IsCountedAndTheLegLivesOn()
    {
        await using var legs = TwoLegs.Create(_options);
        using var stranger = new UdpClient(AddressFamily.InterNetwork);
        foreach (var datagram in new[] { new byte[3], new byte[2000], [0x80, 200, 0, 9], [0x80] })
        {
            await stranger.SendAsync(datagram, legs.Caller.LocalEndPoint, TestContext.Current.CancellationToken);
        }

        await Eventually.True(() => legs.Caller.Statistics.Invalid == 4, "four invalid datagrams to be counted");
        legs.CallerPeer.Send(1, 1, new byte[160]);

        await legs.CalleePeer.WaitForAsync(1, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Play_Clip_ComesInRealTimeAndWholeAndInPlaceOfTheRelay()
    {
        await using var legs = TwoLegs.Create(_options);
        var cancellationToken = TestContext.Current.CancellationToken;
        var clip = Tone.Sine(600, TimeSpan.FromSeconds(1));
        var clock = Stopwatch.StartNew();

        var talking = legs.CallerPeer.StreamAsync(Tone.Sine(440, TimeSpan.FromSeconds(1.5)), cancellationToken);
        await legs.Callee.PlayAsync(clip, cancellationToken);
        var played = clock.Elapsed;
        await talking;
        await Eventually.True(() => legs.Caller.Statistics.Received == 75, "all the packets");
        await legs.CalleePeer.WaitForAsync((int)legs.Callee.Statistics.Sent, cancellationToken);

        Assert.InRange(played.TotalSeconds, 0.97, 1.5);
        var sound = legs.CalleePeer.Sound();
        var start = (int)(ToneDetector.Find(sound, 600, -20)!.Value.Onset.TotalSeconds * 8000);
        start -= start % 160;
        Assert.Equal(clip.Select(s => G711.DecodeALaw(G711.EncodeALaw(s))), sound.AsSpan(start, clip.Length).ToArray());
        Assert.NotNull(ToneDetector.Find(sound.AsSpan(start + clip.Length), 440));
        Assert.InRange(legs.Callee.Statistics.NotRelayed, 40, 60);
    }

    [Fact]
    public async Task Play_Cancelled_StopsAtOnce()
    {
        await using var legs = TwoLegs.Create(_options);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var playing = legs.Callee.PlayAsync(new short[8000 * 60], stop.Token);
        await legs.CalleePeer.WaitForAsync(2, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => legs.Callee.PlayAsync(new short[160], TestContext.Current.CancellationToken));
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
        await legs.Callee.PlayAsync(new short[160], TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Play_LegEnds_IsCancelled()
    {
        await using var legs = TwoLegs.Create(_options);
        var playing = legs.Callee.PlayAsync(new short[8000 * 60], TestContext.Current.CancellationToken);

        await legs.Callee.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
    }

    [Fact]
    public async Task Play_NoRemote_Throws()
    {
        await using var engine = new MediaEngine(_options);
        engine.OpenLeg(new RecordingSink(0), out var leg);

        await Assert.ThrowsAsync<InvalidOperationException>(() => leg!.PlayAsync(new short[160], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SetDirection_Hold_NothingGoesEitherWay()
    {
        await using var legs = TwoLegs.Create(_options);
        legs.Callee.SetDirection(send: false, receive: false);

        legs.CallerPeer.Send(1, 1, new byte[160]);
        legs.CalleePeer.Send(1, 1, new byte[160]);
        await Eventually.True(() => legs.Caller.Statistics.Received == 1 && legs.Callee.Statistics.Received == 1, "a packet at each leg");

        Assert.Equal((0, 1), (legs.Callee.Statistics.Sent, legs.Callee.Statistics.NotWanted));
        Assert.Equal(0, legs.Caller.Statistics.Sent);
        Assert.Equal(0, legs.CalleeSink.Statistics.Placed);
        Assert.NotNull(legs.Callee.SinceLastReceived);
    }

    [Fact]
    public async Task SetRemote_AgainWithAnotherAddress_MovesTheMedia()
    {
        await using var legs = TwoLegs.Create(_options);
        await using var moved = new RtpPeer(legs.Callee.LocalEndPoint, MediaFormat.Pcmu, 333);
        legs.CalleePeer.Send(1, 1, new byte[160]);
        await legs.CallerPeer.WaitForAsync(1, TestContext.Current.CancellationToken);

        legs.Callee.SetRemote(moved.EndPoint, MediaFormat.Pcmu);
        legs.CallerPeer.Send(1, 1, new byte[160]);
        await moved.WaitForAsync(1, TestContext.Current.CancellationToken);
        moved.Send(1, 1, new byte[160]);
        await legs.CallerPeer.WaitForAsync(2, TestContext.Current.CancellationToken);

        Assert.Equal(0, RtpPeer.Parse(moved.Received[0]).PayloadType);
    }

    [Fact]
    public async Task Report_AndBye_GoToTheControlPort()
    {
        using var control = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await using var legs = TwoLegs.Create(_options with { ReportInterval = TimeSpan.FromSeconds(1) });
        legs.Callee.SetRemote(new MediaRemote(legs.CalleePeer.EndPoint, legs.CalleePeer.Format) { ControlEndPoint = (IPEndPoint)control.Client.LocalEndPoint! });
        legs.CalleePeer.Send(7, 1, new byte[160]);
        legs.CallerPeer.Send(1, 1, new byte[160]);

        var report = (await control.ReceiveAsync(TestContext.Current.CancellationToken)).Buffer;
        await legs.Callee.DisposeAsync();
        var bye = (await control.ReceiveAsync(TestContext.Current.CancellationToken)).Buffer;

        Assert.Equal((200, 0x81), (report[1], report[0]));
        Assert.Equal(203, bye[^7]);
    }

    [Fact]
    public async Task OpenLeg_RangeUsedUp_SaysSoAndWorksAgainAfterwards()
    {
        // Ports of this machine that are taken already only make the range smaller.
        var options = _options with { FirstPort = 29990, LastPort = 29995 };
        await using var engine = new MediaEngine(options);
        var legs = new List<MediaLeg>();
        OpenLegResult result;
        while ((result = engine.OpenLeg(new RecordingSink(0), out var leg)) == OpenLegResult.Opened)
        {
            Assert.Equal(0, leg!.LocalEndPoint.Port % 2);
            legs.Add(leg);
        }

        Assert.Equal(OpenLegResult.NoFreePort, result);
        Assert.InRange(legs.Count, 1, 3);
        await legs[0].DisposeAsync();
        Assert.Equal(OpenLegResult.Opened, engine.OpenLeg(new RecordingSink(0), out _));
    }

    [Fact]
    public async Task OpenLeg_CapOrStopped_SaysSo()
    {
        var engine = new MediaEngine(_options with { MaxLegs = 1 });
        Assert.Equal(OpenLegResult.Opened, engine.OpenLeg(new RecordingSink(0), out _));
        Assert.Equal(OpenLegResult.TooManyLegs, engine.OpenLeg(new RecordingSink(0), out _));

        await engine.DisposeAsync();

        Assert.Equal(OpenLegResult.Stopped, engine.OpenLeg(new RecordingSink(0), out _));
        Assert.Equal(0, engine.OpenLegs);
    }
}

using System.Net;
using CallSummary.Audio.Recordings;
using CallSummary.Gateway.Media;
using CallSummary.Sip.Sdp;

namespace CallSummary.UnitTests.Gateway.Media;

public sealed class MediaPolicyTests
{
    private static readonly SdpCodec s_opus96 = SdpCodec.Opus with { PayloadType = 96, Format = "useinbandfec=1;maxaveragebitrate=20000" };

    [Fact]
    public void Capabilities_NoOrderAndACallerThatIsKnown_AreTheCallersCodecsThenG711()
    {
        var offered = MediaPolicy.Default.Capabilities(IPAddress.Loopback, 9, like: [s_opus96, SdpCodec.Pcma]).Codecs;

        Assert.Equal([("opus", 111), ("PCMA", 8), ("PCMU", 0), ("telephone-event", 101), ("telephone-event", 110)], offered.Select(c => (c.Name, c.PayloadType)));
        Assert.Equal(s_opus96.Format, offered[0].Format);
    }

    [Fact]
    public void Capabilities_TrunkWithAnOrder_KeepsIt()
    {
        var offered = MediaPolicy.Of(["G722", "pcma"], SdpSrtpPolicy.Off).Capabilities(IPAddress.Loopback, 9, like: [s_opus96]).Codecs;

        Assert.Equal(["G722", "PCMA", "telephone-event"], offered.Select(c => c.Name));
    }

    [Fact]
    public void Capabilities_NoRoomForTranscoding_AreTheCallersCodecsOnly()
    {
        var policy = MediaPolicy.Of(["G722", "opus", "PCMA"], SdpSrtpPolicy.Off) with { IsSameOnly = true };

        Assert.Equal(["opus", "telephone-event"], policy.Capabilities(IPAddress.Loopback, 9, like: [s_opus96]).Codecs.Select(c => c.Name));
    }

    [Theory]
    [InlineData("a=rtpmap:96 opus/48000/2\r\na=rtpmap:97 telephone-event/8000\r\na=rtpmap:98 telephone-event/48000\r\n", "96 98")]
    [InlineData("a=rtpmap:96 G722/8000\r\na=rtpmap:97 telephone-event/8000\r\na=rtpmap:98 CN/8000\r\n", "96 97 98")]
    [InlineData("a=rtpmap:96 opus/48000/2\r\na=rtpmap:97 CN/8000\r\na=rtpmap:98 CN/48000\r\n", "96")]
    public void Single_EventsAndNoise_AreAnsweredAtTheClockOfTheCodecOnly(string maps, string formats)
    {
        var answer = SdpOfferAnswer.Answer(Offer("96 97 98", maps), MediaPolicy.Default.Single(IPAddress.Loopback, 9));

        Assert.Equal(formats, string.Join(' ', answer.Local!.Media[0].Formats));
    }

    [Fact]
    public void Single_OpusInOneChannelOrAnotherClock_IsNone() =>
        Assert.Null(SdpOfferAnswer.Answer(Offer("96 97", "a=rtpmap:96 opus/48000\r\na=rtpmap:97 opus/16000/2\r\n"), MediaPolicy.Default.Single(IPAddress.Loopback, 9)).Audio);

    [Fact]
    public void Single_Evs_IsRefusedAndTheNextIsTaken()
    {
        var answer = SdpOfferAnswer.Answer(Offer("96 8", "a=rtpmap:96 EVS/16000\r\na=fmtp:96 br=5.9-24.4;bw=nb-swb\r\n"), MediaPolicy.Default.Single(IPAddress.Loopback, 9));

        Assert.Equal("PCMA", answer.Audio!.SendCodec.Name);
        Assert.Null(SdpOfferAnswer.Answer(Offer("96", "a=rtpmap:96 EVS/16000\r\n"), MediaPolicy.Default.Single(IPAddress.Loopback, 9)).Audio);
    }

    [Fact]
    public void Choose_OtherPartysCodecIsOffered_IsTheSame()
    {
        var common = Common("0 96 8", "a=rtpmap:96 opus/48000/2\r\n", MediaPolicy.Default);

        Assert.Equal(0, MediaPolicy.Default.Choose(common, null, null).PayloadType);
        Assert.Equal(96, MediaPolicy.Default.Choose(common, SdpCodec.Opus, null).PayloadType);
        Assert.Equal(8, MediaPolicy.Default.Choose(common, SdpCodec.Pcma, null).PayloadType);
        Assert.Equal(0, MediaPolicy.Default.Choose(common, SdpCodec.G722, null).PayloadType);
    }

    [Fact]
    public void Choose_OrderOfOurs_YieldsToAnEqualCodecButNotBetweenTheLawsOfG711()
    {
        var policy = MediaPolicy.Of(["PCMA", "opus", "PCMU"], SdpSrtpPolicy.Off);
        var common = Common("0 96 8", "a=rtpmap:96 opus/48000/2\r\n", policy);

        Assert.Equal(8, policy.Choose(common, null, null).PayloadType);
        Assert.Equal(96, policy.Choose(common, SdpCodec.Opus, null).PayloadType);
        Assert.Equal(8, policy.Choose(common, SdpCodec.Pcmu, null).PayloadType);
    }

    [Fact]
    public void Choose_LaterOfferWithTheCodecInUse_KeepsIt() =>
        Assert.Equal(96, MediaPolicy.Default.Choose(Common("0 96 8", "a=rtpmap:96 opus/48000/2\r\n", MediaPolicy.Default), null, SdpCodec.Opus).PayloadType);

    [Fact]
    public void Keeping_CodecUnderThePeersNumber_StandsFirstAndItsNumberIsNobodyElses()
    {
        var codecs = MediaPolicy.Keeping(SdpCodec.Opus with { PayloadType = 101 }, MediaPolicy.Of(["PCMU", "opus"], SdpSrtpPolicy.Off).Capabilities(IPAddress.Loopback, 9).Codecs);

        Assert.Equal([("opus", 101), ("PCMU", 0), ("telephone-event", 110)], codecs.Select(c => (c.Name, c.PayloadType)));
    }

    [Theory]
    [InlineData("octet-align=1;crc=1")]
    [InlineData("octet-align=1; robust-sorting=1")]
    [InlineData("octet-align=1;interleaving=30")]
    public void Find_AmrThatIsMoreThanPacked_IsNone(string format) => Assert.Null(WireCodecs.Find(new SdpCodec(96, "AMR", 8000, format)));

    [Fact]
    public void Answer_Amr_KeepsPackingAndModesOfTheOffer()
    {
        var offered = new SdpCodec(96, "AMR-WB", 16000, "mode-set=0,1,2; octet-align=1; max-red=220");

        Assert.Equal("octet-align=1;mode-set=0,1,2;mode-change-capability=2", WireCodecs.Answer(offered, RecordedCodec.AmrWbAligned).Format);
        Assert.Equal("mode-change-capability=2", WireCodecs.Answer(offered with { Format = "" }, RecordedCodec.AmrWbEfficient).Format);
    }

    [Fact]
    public void Wishes_OfTheParameters_AreRead()
    {
        var amr = WireCodecs.Wishes(new SdpCodec(96, "AMR", 8000, "mode-set=0,2, 4,7;mode-change-period=2;mode-change-neighbor=1"));
        var opus = WireCodecs.Wishes(s_opus96);

        Assert.Equal((0b1001_0101, 2, true), (amr.AmrModes, amr.AmrChangePeriod, amr.AmrChangesToNeighbour));
        Assert.Equal((20_000, true), (opus.OpusBitrate, opus.OpusForwardCorrection));
        Assert.Equal(0, WireCodecs.Wishes(new SdpCodec(96, "AMR", 8000, "mode-set=x,99,;;=;=")).AmrModes);
    }

    private static SdpAgreedAudio Common(string formats, string maps, MediaPolicy policy) =>
        SdpOfferAnswer.Answer(Offer(formats, maps), policy.Capabilities(IPAddress.Loopback, 9)).Audio!;

    private static SdpDescription Offer(string formats, string maps)
    {
        var text = $"v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP {formats}\r\n{maps}";
        Assert.Equal(SdpParseError.None, SdpDescription.Parse(System.Text.Encoding.UTF8.GetBytes(text), out var offer));
        return offer!;
    }
}

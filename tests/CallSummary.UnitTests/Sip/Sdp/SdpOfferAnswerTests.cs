using System.Net;
using CallSummary.Sip.Sdp;

namespace CallSummary.UnitTests.Sip.Sdp;

public sealed class SdpOfferAnswerTests
{
    private static readonly SdpAudioCapabilities s_local = new() { Address = IPAddress.Parse("192.0.2.9"), Port = 4000 };

    [Fact]
    public void Answer_CommonCodecs_KeepsTheOfferersOrderAndPayloadTypes()
    {
        var result = SdpOfferAnswer.Answer(Read("m=audio 30000 RTP/AVP 18 8 0 96\r\na=rtpmap:96 telephone-event/8000\r\na=fmtp:96 0-15\r\na=ptime:30\r\n"), s_local);

        Assert.Equal(SdpNegotiationResult.Agreed, result.Result);
        Assert.Equal(["8", "0", "96"], result.Local!.Media[0].Formats);
        Assert.Equal("PCMA", result.Audio!.SendCodec.Name);
        Assert.Equal(96, result.Audio.SendTelephoneEvent);
        Assert.Equal(96, result.Audio.ReceiveTelephoneEvent);
        Assert.Equal(30, result.Audio.PacketTime);
        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 30000), result.Audio.RemoteRtp);
        Assert.Equal(30001, result.Audio.RemoteRtcp!.Port);
    }

    [Fact]
    public void Answer_SeveralStreams_RefusesTheOthersWithPortZero()
    {
        var result = SdpOfferAnswer.Answer(Read("m=video 5000 RTP/AVP 97\r\nm=audio 30000 RTP/SAVP 0\r\nm=audio 30002 RTP/AVP 0\r\nm=image 1 udptl t38\r\n"), s_local);

        Assert.Equal([0, 0, 4000, 0], result.Local!.Media.Select(media => media.Port));
        Assert.Equal(["video", "audio", "audio", "image"], result.Local.Media.Select(media => media.Kind));
        Assert.Equal(2, result.Audio!.MediaIndex);
    }

    [Theory]
    [InlineData("m=video 5000 RTP/AVP 97\r\n", SdpNegotiationResult.NoAudio)]
    [InlineData("m=audio 0 RTP/AVP 0\r\n", SdpNegotiationResult.NoAudio)]
    [InlineData("", SdpNegotiationResult.NoAudio)]
    [InlineData("m=audio 5000 RTP/AVP 18 101\r\na=rtpmap:101 telephone-event/8000\r\n", SdpNegotiationResult.NoCommonCodec)]
    [InlineData("m=audio 5000 RTP/AVP 0\r\na=rtpmap:0 PCMU/16000\r\n", SdpNegotiationResult.NoCommonCodec)]
    public void Answer_NothingFits_SaysWhy(string media, SdpNegotiationResult expected)
    {
        var result = SdpOfferAnswer.Answer(Read(media), s_local);
        Assert.Equal(expected, result.Result);
        Assert.Null(result.Local);
    }

    [Theory]
    [InlineData("a=sendonly\r\n", "recvonly", true, false)]
    [InlineData("a=inactive\r\n", "inactive", true, false)]
    [InlineData("a=recvonly\r\n", "sendonly", false, true)]
    [InlineData("c=IN IP4 0.0.0.0\r\n", "sendrecv", true, false)]
    [InlineData("", "sendrecv", false, true)]
    public void Answer_Direction_IsMirroredAndHoldIsSeen(string lines, string answered, bool isHeld, bool canSend)
    {
        var result = SdpOfferAnswer.Answer(Read("m=audio 30000 RTP/AVP 0\r\n" + lines), s_local);
        Assert.NotNull(result.Local!.Media[0][answered]);
        Assert.Equal(isHeld, result.Audio!.IsHeldByPeer);
        Assert.Equal(canSend, result.Audio.CanSend);
    }

    [Fact]
    public void Answer_MediaLevelConnection_Wins()
    {
        var result = SdpOfferAnswer.Answer(Read("m=audio 30000 RTP/AVP 0\r\nc=IN IP6 2001:db8::5\r\na=rtcp:40000\r\n"), s_local);
        Assert.Equal(new IPEndPoint(IPAddress.Parse("2001:db8::5"), 30000), result.Audio!.RemoteRtp);
        Assert.Equal(40000, result.Audio.RemoteRtcp!.Port);
    }

    [Fact]
    public void Accept_AnswerWithOtherPayloadTypes_SendsTheirsAndReceivesOurs()
    {
        var offer = SdpOfferAnswer.CreateOffer(s_local);
        var result = SdpOfferAnswer.Accept(offer, Read("m=audio 30000 RTP/AVP 8 97\r\na=rtpmap:97 telephone-event/8000\r\n"));

        Assert.Equal("PCMA", result.Audio!.SendCodec.Name);
        Assert.Equal(97, result.Audio.SendTelephoneEvent);
        Assert.Equal(101, result.Audio.ReceiveTelephoneEvent);
    }

    [Theory]
    [InlineData("m=audio 0 RTP/AVP 0\r\n", SdpNegotiationResult.NoAudio)]
    [InlineData("m=video 1 RTP/AVP 0\r\n", SdpNegotiationResult.AnswerMismatch)]
    [InlineData("m=audio 1 RTP/AVP 18\r\n", SdpNegotiationResult.NoCommonCodec)]
    public void Accept_UnusableAnswer_SaysWhy(string media, SdpNegotiationResult expected) =>
        Assert.Equal(expected, SdpOfferAnswer.Accept(SdpOfferAnswer.CreateOffer(s_local), Read(media)).Result);

    [Fact]
    public void CreateOffer_WithPrevious_KeepsSessionAndRaisesVersion()
    {
        var first = SdpOfferAnswer.CreateOffer(s_local);
        var second = SdpOfferAnswer.CreateOffer(s_local with { Direction = SdpDirection.SendOnly }, first);
        Assert.Equal(first.Origin.SessionId, second.Origin.SessionId);
        Assert.Equal(first.Origin.Version + 1, second.Origin.Version);
        Assert.NotNull(second.Media[0]["sendonly"]);
    }

    [Fact]
    public void Parse_UnknownAttributes_AreKeptInOrder()
    {
        var sdp = Read("a=x-ours:1\r\nm=audio 30000 RTP/AVP 0\r\nb=AS:64\r\na=x-theirs\r\na=label:7\r\n");
        Assert.Equal("1", sdp["x-ours"]);
        Assert.EndsWith("b=AS:64\r\na=x-theirs\r\na=label:7\r\n", sdp.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", SdpParseError.Empty)]
    [InlineData("v=1\r\n", SdpParseError.BadVersion)]
    [InlineData("v=0\r\ns=-\r\n", SdpParseError.BadOrigin)]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\nm=audio x RTP/AVP 0\r\n", SdpParseError.BadMedia)]
    [InlineData("v=0\r\no=- 1 1 IN IP4 h\r\nc=IN\r\n", SdpParseError.BadConnection)]
    [InlineData("v=0\r\nnonsense\r\n", SdpParseError.BadLine)]
    public void Parse_Malformed_SaysWhy(string text, SdpParseError expected) => Assert.Equal(expected, SdpDescription.Parse(text, out _));

    [Theory]
    [InlineData("a=x\r\n", SdpLimits.MaxLines)]
    [InlineData("m=audio 1 RTP/AVP 0\r\n", SdpLimits.MaxMedia)]
    public void Parse_OverACap_IsTooLarge(string line, int cap) =>
        Assert.Equal(SdpParseError.TooLarge, SdpDescription.Parse("v=0\r\no=- 1 1 IN IP4 h\r\n" + string.Concat(Enumerable.Repeat(line, cap + 1)), out _));

    private static SdpDescription Read(string tail)
    {
        var error = SdpDescription.Parse("v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n" + tail, out var sdp);
        Assert.Equal(SdpParseError.None, error);
        return sdp!;
    }
}

using System.Net;
using CallSummary.Sip.Sdp;
using CallSummary.TestKit.Tls;

namespace CallSummary.UnitTests.Sip.Sdp;

/// <summary>Keying of streams, several streams, rtcp-mux, holds of every form, lines that are passed over.</summary>
public sealed class SdpSecurityTests
{
    private const string Key = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
    private const string Head = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";
    private const string Plain = "m=audio 30000 RTP/AVP 0\r\n";
    private const string Secure = "m=audio 30002 RTP/SAVP 0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + Key + "|2^20|1:4\r\n";
    private const string Dtls = "m=audio 30004 UDP/TLS/RTP/SAVPF 0\r\na=fingerprint:sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\r\na=setup:actpass\r\n";

    private static SdpAudioCapabilities Us => new() { Address = IPAddress.Parse("192.0.2.9"), Port = 4000 };

    [Theory]
    [InlineData("actpass", null, "active")]
    [InlineData("actpass", SdpSetup.Active, "active")]
    [InlineData("actpass", SdpSetup.Passive, "passive")]
    [InlineData("active", SdpSetup.Active, "passive")]
    [InlineData("passive", SdpSetup.Passive, "active")]
    public void Answer_DtlsAssociationThatIsUp_IsNotTurnedRound(string offered, SdpSetup? role, string answered)
    {
        var us = Us with { Srtp = SdpSrtpPolicy.Allow, Fingerprint = SdpFingerprint.Of(Parse(Dtls).Media[0], Parse(Dtls)), DtlsRole = role };
        Assert.Equal(answered, SdpOfferAnswer.Answer(Parse(Dtls.Replace("actpass", offered, StringComparison.Ordinal)), us).Local!.Media[0]["setup"]);
    }

    [Theory]
    [InlineData(Plain, SdpSrtpPolicy.Off, SdpNegotiationResult.Agreed, SdpSecurity.None)]
    [InlineData(Plain, SdpSrtpPolicy.Allow, SdpNegotiationResult.Agreed, SdpSecurity.None)]
    [InlineData(Plain, SdpSrtpPolicy.Require, SdpNegotiationResult.NoCommonSecurity, SdpSecurity.None)]
    [InlineData(Secure, SdpSrtpPolicy.Off, SdpNegotiationResult.NoCommonSecurity, SdpSecurity.None)]
    [InlineData(Secure, SdpSrtpPolicy.Allow, SdpNegotiationResult.Agreed, SdpSecurity.Sdes)]
    [InlineData(Secure, SdpSrtpPolicy.Require, SdpNegotiationResult.Agreed, SdpSecurity.Sdes)]
    [InlineData(Plain + Secure, SdpSrtpPolicy.Allow, SdpNegotiationResult.Agreed, SdpSecurity.Sdes)] // secure goes first
    [InlineData(Plain + Secure, SdpSrtpPolicy.Off, SdpNegotiationResult.Agreed, SdpSecurity.None)]
    [InlineData(Dtls, SdpSrtpPolicy.Require, SdpNegotiationResult.NoCommonSecurity, SdpSecurity.None)] // we have no certificate
    public void Answer_AnyPolicy_NeverFallsBackSilently(string lines, SdpSrtpPolicy policy, SdpNegotiationResult expected, SdpSecurity security)
    {
        var answer = SdpOfferAnswer.Answer(Parse(lines), Us with { Srtp = policy });
        Assert.Equal(expected, answer.Result);
        if (expected != SdpNegotiationResult.Agreed) return;
        Assert.Equal(security, answer.Audio!.Security);
        Assert.Equal(lines.Split("m=").Length - 1, answer.Local!.Media.Count);
        Assert.Equal(security == SdpSecurity.None ? null : Key, answer.Audio.RemoteCrypto?.Key);
        Assert.Equal(security == SdpSecurity.None, answer.Audio.LocalCrypto is null);
    }

    [Fact]
    public void Answer_Again_KeepsOurKey()
    {
        var us = Us with { Srtp = SdpSrtpPolicy.Require };
        var first = SdpOfferAnswer.Answer(Parse(Secure), us);
        var second = SdpOfferAnswer.Answer(Parse(Secure + "a=sendonly\r\n"), us, first.Local);
        Assert.Equal(first.Audio!.LocalCrypto, second.Audio!.LocalCrypto);
        Assert.True(second.Audio.IsHeldByPeer);
    }

    [Fact]
    public void Accept_OurSecureOffer_TakesBothKeys()
    {
        var us = Us with { Srtp = SdpSrtpPolicy.Require, CryptoSuites = [SdpCryptoSuites.AeadAes256Gcm, SdpCryptoSuites.AesCm128HmacSha1Tag80], RtcpMux = true };
        var offer = SdpOfferAnswer.CreateOffer(us);
        Assert.Equal(("RTP/SAVP", 2), (offer.Media[0].Protocol, SdpCrypto.Of(offer.Media[0]).Count()));
        var answer = SdpOfferAnswer.Answer(offer, us with { Port = 5000 });
        var agreed = SdpOfferAnswer.Accept(offer, answer.Local!);
        Assert.Equal((SdpSecurity.Sdes, true), (agreed.Audio!.Security, agreed.Audio.RtcpMux));
        Assert.Equal(answer.Audio!.LocalCrypto, agreed.Audio.RemoteCrypto);
        Assert.Equal(answer.Audio.RemoteCrypto, agreed.Audio.LocalCrypto);
        Assert.Equal(agreed.Audio.RemoteRtp, agreed.Audio.RemoteRtcp);
        Assert.Equal(44, agreed.Audio.LocalCrypto!.KeyAndSalt().Length);
    }

    [Theory]
    [InlineData(Plain)] // a downgrade
    [InlineData("m=audio 30002 RTP/SAVP 0\r\n")] // no key
    [InlineData("m=audio 30002 RTP/SAVP 0\r\na=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:" + Key + "\r\n")] // a tag that we did not offer
    public void Accept_AnswerWithoutOurSecurity_IsRefused(string lines)
    {
        var offer = SdpOfferAnswer.CreateOffer(Us with { Srtp = SdpSrtpPolicy.Require });
        Assert.NotEqual(SdpNegotiationResult.Agreed, SdpOfferAnswer.Accept(offer, Parse(lines)).Result);
    }

    [Fact]
    public void CreateOffer_AfterASecureStream_StaysSecureWhateverThePolicy()
    {
        var first = SdpOfferAnswer.CreateOffer(Us with { Srtp = SdpSrtpPolicy.Require });
        var second = SdpOfferAnswer.CreateOffer(Us with { Srtp = SdpSrtpPolicy.Allow }, first);
        Assert.Equal("RTP/SAVP", second.Media[0].Protocol);
        Assert.Equal(SdpCrypto.Of(first.Media[0]).First(), SdpCrypto.Of(second.Media[0]).First());
    }

    [Fact]
    public void Answer_Dtls_IsActiveAndKnowsTheFingerprint()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("us");
        var us = Us with { Srtp = SdpSrtpPolicy.Require, Fingerprint = SdpFingerprint.Of(certificate), RtcpMux = true };
        var answer = SdpOfferAnswer.Answer(Parse(Dtls + "a=rtcp-mux\r\n"), us);
        Assert.Equal((SdpSecurity.Dtls, SdpSetup.Active, true), (answer.Audio!.Security, answer.Audio.Setup, answer.Audio.RtcpMux));
        Assert.Equal("active", answer.Local!.Media[0]["setup"]);
        Assert.True(SdpFingerprint.TryParse(answer.Local.Media[0]["fingerprint"], out var shown) && shown.Matches(certificate));
        var offer = SdpOfferAnswer.CreateOffer(us);
        Assert.Equal("UDP/TLS/RTP/SAVP", offer.Media[0].Protocol);
        var agreed = SdpOfferAnswer.Accept(offer, SdpOfferAnswer.Answer(offer, us).Local!);
        Assert.Equal((SdpSecurity.Dtls, SdpSetup.Passive), (agreed.Audio!.Security, agreed.Audio.Setup!.Value));
    }

    [Theory]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 inline:" + Key, true)]
    [InlineData("1 AES_CM_128_HMAC_SHA1_32 inline:" + Key + "|2^31|1:1 WSH=64", true)]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 inline:" + Key + " -x=1", true)]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 inline:" + Key + " UNENCRYPTED_SRTP", false)]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 inline:" + Key + " KDR=1", false)]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 inline:" + Key + ";inline:" + Key, false)]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 inline:c2hvcnQ=", false)]
    [InlineData("1 F8_128_HMAC_SHA1_80 inline:" + Key, false)]
    [InlineData("99999999999 AES_CM_128_HMAC_SHA1_80 inline:" + Key, false)]
    [InlineData("AES_CM_128_HMAC_SHA1_80", false)]
    public void TryParse_Crypto_TakesOnlyWhatProtects(string value, bool expected)
    {
        Assert.Equal(expected, SdpCrypto.TryParse(value, out var crypto));
        if (expected) Assert.True(SdpCrypto.TryParse(crypto!.ToString(), out var again) && again == crypto);
    }

    [Fact]
    public void AnswerAll_TwoStreamsAndVideo_TakesWhatWasChosen()
    {
        var offer = Parse("m=audio 30000 RTP/AVP 0\r\na=label:1\r\nm=video 30010 RTP/AVP 31\r\nm=audio 30002 RTP/AVP 8\r\na=label:2\r\nm=audio 30004 RTP/AVP 8\r\na=label:3\r\n");
        var answer = SdpOfferAnswer.AnswerAll(offer, (i, _) => i == 3 ? null : Us with { Port = 4000 + i, Direction = SdpDirection.RecvOnly });
        Assert.Equal(SdpNegotiationResult.Agreed, answer.Result);
        Assert.Equal(["1", "2"], answer.Streams.Select(stream => stream.Label));
        Assert.Equal([4000, 0, 4002, 0], answer.Local!.Media.Select(media => media.Port));
        Assert.NotNull(answer.Local.Media[0]["recvonly"]);
    }

    [Theory]
    [InlineData("a=sendonly\r\n", "", SdpDirection.RecvOnly, true)]
    [InlineData("a=inactive\r\n", "", SdpDirection.Inactive, true)]
    [InlineData("a=recvonly\r\n", "", SdpDirection.SendOnly, false)]
    [InlineData("c=IN IP4 0.0.0.0\r\n", "", SdpDirection.SendRecv, true)] // RFC 2543's hold
    [InlineData("c=IN IP4 0.0.0.0\r\na=sendonly\r\n", "", SdpDirection.RecvOnly, true)]
    [InlineData("c=IN IP6 ::\r\n", "", SdpDirection.SendRecv, true)]
    [InlineData("", "a=inactive\r\n", SdpDirection.Inactive, true)] // of the session
    [InlineData("a=sendrecv\r\n", "a=inactive\r\n", SdpDirection.SendRecv, false)]
    public void Answer_EveryFormOfHold_IsUnderstood(string media, string session, SdpDirection direction, bool isHeld)
    {
        var answer = SdpOfferAnswer.Answer(Parse(session + Plain + media), Us);
        Assert.Equal((direction, isHeld), (answer.Audio!.Direction, answer.Audio.IsHeldByPeer));
        if (isHeld) Assert.False(answer.Audio.CanSend && direction != SdpDirection.SendOnly);
    }

    [Fact]
    public void Answer_IceBundleAndUnknownLines_ArePassedOver()
    {
        var answer = SdpOfferAnswer.Answer(Parse("a=group:BUNDLE 0\r\na=ice-lite\r\na=ice-ufrag:x\r\na=ice-pwd:y\r\n" + Plain + "a=mid:0\r\na=candidate:1 1 UDP 1 10.0.0.1 1 typ host\r\na=ssrc:1 cname:x\r\nb=AS:64\r\n"), Us);
        Assert.Equal(SdpNegotiationResult.Agreed, answer.Result);
        Assert.DoesNotContain("ice", answer.Local!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("BUNDLE", answer.Local.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_Opus_KeepsItsChannels()
    {
        var us = Us with { Codecs = [new SdpCodec(96, "opus", 48000) { Channels = 2 }] };
        var answer = SdpOfferAnswer.Answer(Parse("m=audio 30000 RTP/AVP 111\r\na=rtpmap:111 opus/48000/2\r\n"), us);
        Assert.Contains("a=rtpmap:111 opus/48000/2", answer.Local!.ToString(), StringComparison.Ordinal);
        Assert.Equal(SdpNegotiationResult.NoCommonCodec, SdpOfferAnswer.Answer(Parse("m=audio 30000 RTP/AVP 111\r\na=rtpmap:111 opus/48000\r\n"), us).Result);
    }

    [Fact]
    public void Answer_TwoPackingsOfAmr_TheMatcherChooses()
    {
        var us = Us with { MatchCodec = offered => offered.Format?.Contains("octet-align=1", StringComparison.Ordinal) == true ? offered with { Format = "octet-align=1;mode-set=7" } : null };
        var answer = SdpOfferAnswer.Answer(Parse("m=audio 30000 RTP/AVP 96 97\r\na=rtpmap:96 AMR/8000\r\na=rtpmap:97 AMR/8000\r\na=fmtp:97 octet-align=1\r\n"), us);
        Assert.Equal(97, answer.Audio!.SendCodec.PayloadType);
        Assert.Contains("a=fmtp:97 octet-align=1;mode-set=7", answer.Local!.ToString(), StringComparison.Ordinal);
    }

    private static SdpDescription Parse(string lines)
    {
        Assert.Equal(SdpParseError.None, SdpDescription.Parse(Head + lines, out var description));
        return description!;
    }
}

using System.Net;
using CallSummary.Gateway.Media;
using CallSummary.Rtp;
using CallSummary.Sip.Sdp;

namespace CallSummary.UnitTests.Gateway.Media;

public sealed class LegPlacementsTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7", "198.51.100.1")] // A border controller with an address for media.
    [InlineData("203.0.113.7", "10.0.0.1")]
    [InlineData("10.1.2.3", "10.0.0.1")] // All in one network.
    [InlineData("2001:db8::1", "2001:db8::2")]
    public void Of_AddressThatMediaComesFrom_IsShared(string media, string signalling)
    {
        var at = new IPEndPoint(IPAddress.Parse(media), 4000);

        Assert.Equal(new LegPlacement(true, at), LegPlacements.Of(at, IPAddress.Parse(signalling)));
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.2")]
    [InlineData("100.64.0.1")]
    [InlineData("::ffff:10.1.2.3")]
    [InlineData("fd00::1")]
    public void Of_PeerBehindAddressTranslation_IsPrivate(string media) =>
        Assert.False(LegPlacements.Of(new IPEndPoint(IPAddress.Parse(media), 4000), IPAddress.Parse("203.0.113.7")).Shared);

    [Theory]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("192.169.0.1")]
    public void Of_JustOutsideThosePrivateNetworks_IsShared(string media) =>
        Assert.True(LegPlacements.Of(new IPEndPoint(IPAddress.Parse(media), 4000), IPAddress.Parse("203.0.113.7")).Shared);

    [Theory]
    [InlineData(SdpSecurity.None, true)]
    [InlineData(SdpSecurity.Sdes, true)]
    [InlineData(SdpSecurity.Dtls, false)]
    public void Of_OfferThatNeedsAHandshake_IsPrivate(SdpSecurity security, bool isShared)
    {
        var offered = new SdpAgreedAudio
        {
            MediaIndex = 0,
            RemoteRtp = new IPEndPoint(IPAddress.Parse("203.0.113.7"), 4000),
            SendCodec = SdpCodec.Pcmu,
            ReceiveCodec = SdpCodec.Pcmu,
            ReceiveCodecs = [SdpCodec.Pcmu],
            PacketTime = 20,
            Direction = SdpDirection.SendRecv,
            Security = security,
        };

        Assert.Equal(isShared, LegPlacements.Of(offered, IPAddress.Parse("203.0.113.7")).Shared);
    }

    [Theory]
    [InlineData(SdpSrtpPolicy.Require, true, false)]
    [InlineData(SdpSrtpPolicy.Require, false, true)]
    [InlineData(SdpSrtpPolicy.Allow, true, true)] // Plain RTP is offered.
    public void For_PartyThatIsOfferedDtls_IsPrivate(SdpSrtpPolicy srtp, bool offersDtls, bool isShared) =>
        Assert.Equal(isShared, LegPlacements.For(MediaPolicy.Default with { Srtp = srtp, OffersDtls = offersDtls }).Shared);

    [Fact]
    public void Of_NoAddressYet_IsPrivate()
    {
        Assert.False(LegPlacements.Of((IPEndPoint?)null, IPAddress.Loopback).Shared);
        Assert.False(LegPlacements.Of(new IPEndPoint(IPAddress.Loopback, 0), IPAddress.Loopback).Shared);
    }
}

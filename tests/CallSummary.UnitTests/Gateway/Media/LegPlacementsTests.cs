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

        Assert.Equal(new LegPlacement(true, at), LegPlacements.Of(at, IPAddress.Parse(signalling), isDtls: false));
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
        Assert.False(LegPlacements.Of(new IPEndPoint(IPAddress.Parse(media), 4000), IPAddress.Parse("203.0.113.7"), isDtls: false).Shared);

    [Theory]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("192.169.0.1")]
    public void Of_JustOutsideThosePrivateNetworks_IsShared(string media) =>
        Assert.True(LegPlacements.Of(new IPEndPoint(IPAddress.Parse(media), 4000), IPAddress.Parse("203.0.113.7"), isDtls: false).Shared);

    [Fact]
    public void Of_NoAddressYet_IsPrivate()
    {
        Assert.False(LegPlacements.Of(null, IPAddress.Loopback, isDtls: false).Shared);
        Assert.False(LegPlacements.Of(new IPEndPoint(IPAddress.Loopback, 0), IPAddress.Loopback, isDtls: false).Shared);
    }

    [Fact]
    public void Of_PartyThatShakesHands_IsPrivate() =>
        Assert.False(LegPlacements.Of(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 4000), IPAddress.Parse("192.0.2.1"), isDtls: true).Shared);

    [Fact]
    public void Towards_TrunkThatGetsDtlsOffers_IsPrivate()
    {
        Assert.True(LegPlacements.Towards(MediaPolicy.Default).Shared);
        Assert.True(LegPlacements.Towards(MediaPolicy.Default with { OffersDtls = true }).Shared);
        Assert.False(LegPlacements.Towards(MediaPolicy.Default with { OffersDtls = true, Srtp = SdpSrtpPolicy.Require }).Shared);
    }
}

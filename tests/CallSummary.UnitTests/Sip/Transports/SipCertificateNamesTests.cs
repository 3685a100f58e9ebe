using CallSummary.Sip.Transports;
using CallSummary.TestKit.Tls;

namespace CallSummary.UnitTests.Sip.Transports;

public sealed class SipCertificateNamesTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("carrier.example", "carrier.example", true)]
    [InlineData("Carrier.Example.", "carrier.example", true)]
    [InlineData("sbc.carrier.example", "carrier.example", false)] // RFC 5922, 7.2: no suffix match
    [InlineData("*.carrier.example", "sbc.carrier.example", false)] // nor wildcards
    [InlineData("sip:carrier.example", "carrier.example", true)]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("2001:db8::7", "[2001:DB8:0::7]", true)]
    public void Matches_OneName_FollowsRfc5922(string name, string domain, bool expected)
    {
        using var certificate = _authority.Issue(name);
        Assert.Equal(expected, SipCertificateNames.Matches(certificate, domain));
    }

    [Fact]
    public void Of_UriAndDnsNames_UriCountsAlone()
    {
        using var certificate = _authority.Issue("sip:carrier.example", "host7.carrier.example");
        Assert.Equal(["carrier.example"], SipCertificateNames.Of(certificate));
    }

    [Fact]
    public void Of_NoAlternativeName_IsTheCommonName()
    {
        using var certificate = _authority.Issue();
        Assert.Equal(["nobody"], SipCertificateNames.Of(certificate));
    }
}

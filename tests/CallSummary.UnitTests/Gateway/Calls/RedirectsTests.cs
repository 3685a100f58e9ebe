using CallSummary.Gateway;
using CallSummary.Gateway.Calls;
using CallSummary.Gateway.Routing;
using CallSummary.Gateway.Trunks;
using CallSummary.Sip.Messages;
using CallSummary.UnitTests.Sip;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Gateway.Calls;

public sealed class RedirectsTests
{
    private const string Called = "sip:+821099998888@10.0.0.20";

    [Theory]
    [InlineData("<sip:+827011112222@10.0.0.20>", "sip:+827011112222@10.0.0.20")]
    [InlineData("<sip:07011112222@10.0.0.20:5080;transport=tcp?Replaces=x>;q=0.5", "sip:07011112222@10.0.0.20:5080;transport=tcp")]
    [InlineData("<sip:+827011112222@203.0.113.9>, <sip:+827011113333@10.0.0.20>", "sip:+827011113333@10.0.0.20")]
    [InlineData("<sip:+827011112222@203.0.113.9>", null)] // a stranger's host
    [InlineData("<sip:+19005551234@10.0.0.20>", null)] // a number that is not named
    [InlineData("<sip:10.0.0.20>", null)]
    [InlineData("<tel:+827011112222>", null)]
    [InlineData("<sip:+821099998888@10.0.0.20>", null)] // called already
    [InlineData("garbage", null)]
    public void Next_OnlyWhereTheTrunkAllows(string contact, string? expected)
    {
        var redirects = Make(maxRedirects: 5);

        Assert.Equal(expected, redirects.Next(Redirect(contact)));
    }

    [Fact]
    public void Next_TrunkAllowsNone_IsNull() => Assert.Null(Make(maxRedirects: 0).Next(Redirect("<sip:+827011112222@10.0.0.20>")));

    [Fact]
    public void Next_Loop_EndsAtItsSecondRound_AndAtTheLimit()
    {
        var redirects = Make(maxRedirects: 2);

        Assert.NotNull(redirects.Next(Redirect("<sip:+827000000001@10.0.0.20>")));
        Assert.Null(redirects.Next(Redirect("<sip:+827000000001@10.0.0.20>")));
        Assert.NotNull(redirects.Next(Redirect("<sip:+827000000002@10.0.0.20>")));
        Assert.Null(redirects.Next(Redirect("<sip:+827000000003@10.0.0.20>")));
    }

    [Fact]
    public void Next_NoRedirect_IsNull() => Assert.Null(Make(maxRedirects: 5).Next(null));

    private static Redirects Make(int maxRedirects)
    {
        var options = new GatewayOptions
        {
            Tenants = { new TenantOptions { Id = "t" } },
            Trunks = { new TrunkOptions { Name = "in", Tenant = "t", Peers = { "10.0.0.1" } }, new TrunkOptions { Name = "out", Tenant = "t", Peers = { "10.0.0.20" }, Hops = { "sip:10.0.0.20" }, MaxRedirects = maxRedirects, RedirectNumbers = { "+8270*", "+8210*" } } },
            Routes = { new RouteOptions { Number = "*", ToTrunk = "out" } },
        };
        var table = new TrunkTable(Options.Create(options), TimeProvider.System);
        var redirects = new Redirects(table.Routes.Find(table.Trunks.Trunks[0], "0212345678", "01099998888")!);
        redirects.Tried(Called);
        return redirects;
    }

    private static SipResponse Redirect(string contact) => (SipResponse)Wire.Parse(
        "SIP/2.0 302 Moved Temporarily\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\n"
        + $"Call-ID: 1\r\nCSeq: 1 INVITE\r\nContact: {contact}\r\nContent-Length: 0\r\n\r\n");
}

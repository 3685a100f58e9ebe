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

        Assert.Equal(expected, redirects.Next(Called, Redirect(contact)));
    }

    [Fact]
    public void Next_TrunkAllowsNone_IsNull() => Assert.Null(Make(maxRedirects: 0).Next(Called, Redirect("<sip:+827011112222@10.0.0.20>")));

    [Fact]
    public void Next_Loop_EndsAtItsSecondRound_AndAtTheLimit()
    {
        var redirects = Make(maxRedirects: 2);

        Assert.NotNull(redirects.Next(Called, Redirect("<sip:+827000000001@10.0.0.20>")));
        Assert.Null(redirects.Next(Called, Redirect("<sip:+827000000001@10.0.0.20>")));
        Assert.NotNull(redirects.Next(Called, Redirect("<sip:+827000000002@10.0.0.20>")));
        Assert.Null(redirects.Next(Called, Redirect("<sip:+827000000003@10.0.0.20>")));
    }

    [Fact]
    public void Next_NoRedirect_IsNull() => Assert.Null(Make(maxRedirects: 5).Next(Called, null));

    [Fact]
    public void HistoryOf_TwoRedirects_NamesWhoSentTheCallOnAndWhy()
    {
        const string First = "sip:+827000000001@10.0.0.20";
        const string Second = "sip:+827000000002@10.0.0.20;transport=tcp";
        var redirects = Make(maxRedirects: 5, sendDiversion: true);
        redirects.Next(Called, Redirect($"<{First}>"));
        redirects.Next(First, Redirect($"<{Second}>", "Diversion: <sip:+827000000001@10.0.0.20>;reason=no-answer\r\n"));

        var history = redirects.HistoryOf(Second)!;
        var headers = new SipHeaders();
        history.AddTo(headers, Second);

        Assert.Equal(Called, history.Called.ToString());
        Assert.Equal(
            [$"<{Called}?Reason=SIP%3Bcause%3D302>;index=1", $"<{First}?Reason=SIP%3Bcause%3D302>;index=1.1;mp=1", $"<{Second}>;index=1.2;mp=1.1"],
            headers.Lines("History-Info"));
        Assert.Equal([$"<{First}>;reason=no-answer;counter=1", $"<{Called}>;reason=unknown;counter=1"], headers.Lines("Diversion"));
        Assert.Null(redirects.HistoryOf("sip:+821099998888@10.0.0.21")); // the next hop, which nobody redirected the call to
    }

    [Fact]
    public void HistoryOf_TrunkWantsNoDiversion_IsHistoryInfoAlone()
    {
        var redirects = Make(maxRedirects: 1);
        var headers = new SipHeaders();
        redirects.HistoryOf(redirects.Next(Called, Redirect("<sip:+827000000001@10.0.0.20>"))!)!.AddTo(headers, "sip:+827000000001@10.0.0.20");

        Assert.Equal((2, 0), (headers.CountOf("History-Info"), headers.CountOf("Diversion")));
    }

    private static Redirects Make(int maxRedirects, bool sendDiversion = false)
    {
        var options = new GatewayOptions
        {
            Tenants = { new TenantOptions { Id = "t" } },
            Trunks = { new TrunkOptions { Name = "in", Tenant = "t", Peers = { "10.0.0.1" } }, new TrunkOptions { Name = "out", Tenant = "t", Peers = { "10.0.0.20" }, Hops = { "sip:10.0.0.20" }, MaxRedirects = maxRedirects, SendDiversion = sendDiversion, RedirectNumbers = { "+8270*", "+8210*" } } },
            Routes = { new RouteOptions { Number = "*", ToTrunk = "out" } },
        };
        var table = new TrunkTable(Options.Create(options), TimeProvider.System);
        var redirects = new Redirects(table.Routes.Find(table.Trunks.Trunks[0], "0212345678", "01099998888")!);
        redirects.Tried(Called);
        return redirects;
    }

    private static SipResponse Redirect(string contact, string more = "") => (SipResponse)Wire.Parse(
        "SIP/2.0 302 Moved Temporarily\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\n"
        + $"Call-ID: 1\r\nCSeq: 1 INVITE\r\nContact: {contact}\r\n{more}Content-Length: 0\r\n\r\n");
}

using System.Globalization;
using System.Net;
using CallSummary.Sip;
using CallSummary.Sip.Dns;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.TestKit;
using CallSummary.TestKit.Peers;

namespace CallSummary.IntegrationTests.Sip;

/// <summary>RFC 3263 over a real socket to a real (small) name server.</summary>
public sealed class ResolutionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_EachRecordType_IsRead()
    {
        await using var server = new TinyDnsServer()
            .Address("a.example", "192.0.2.1").Address("a.example", "2001:db8::1")
            .Service("_sip._udp.h.example", 10, 60, 5070, "a.example")
            .Pointer("h.example", 50, 1, "SIP+D2U", "_sip._udp.h.example");
        var names = new DnsNameServer([server.EndPoint]);

        var naptr = Assert.Single(await names.NaptrAsync("h.example", Cancellation));
        Assert.Equal((50, 1, "s", "SIP+D2U", "_sip._udp.h.example"), (naptr.Order, naptr.Preference, naptr.Flags, naptr.Service, naptr.Replacement));
        var srv = Assert.Single(await names.SrvAsync("_sip._udp.h.example", Cancellation));
        Assert.Equal((10, 60, 5070, "a.example"), (srv.Priority, srv.Weight, srv.Port, srv.Target));
        Assert.Equal(["192.0.2.1", "2001:db8::1"], (await names.AddressesAsync("a.example", Cancellation)).Select(address => address.ToString()).Order());
        Assert.Empty(await names.SrvAsync("_sip._tcp.nowhere.example", Cancellation));
        var asked = server.Questions;
        await names.SrvAsync("_sip._udp.h.example", Cancellation);
        Assert.Equal(asked, server.Questions);
    }

    [Fact]
    public async Task Invite_FirstServerRefusesTheConnection_SecondAnswers()
    {
        await using var callee = await StartAsync();
        await using var server = new TinyDnsServer().Address("a.example", "127.0.0.1")
            .Service("_sip._tcp.h.example", 1, 1, PeerProgram.FreePort(System.Net.Sockets.SocketType.Stream), "a.example")
            .Service("_sip._tcp.h.example", 2, 1, callee.Port(SipProtocolKind.Tcp), "a.example");
        var outcome = await CallAsync(server.EndPoint, "sip:bob@h.example;transport=tcp");
        Assert.Equal(InviteResult.Answered, outcome.Result);
    }

    [Fact]
    public async Task Invite_FirstServerIsSilent_SecondAnswersAndTheByeFollows()
    {
        await using var callee = await StartAsync();
        using var silent = new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await using var server = new TinyDnsServer().Address("a.example", "127.0.0.1")
            .Pointer("h.example", 1, 1, "SIP+D2U", "_sip._udp.h.example")
            .Service("_sip._udp.h.example", 1, 1, ((IPEndPoint)silent.Client.LocalEndPoint!).Port, "a.example")
            .Service("_sip._udp.h.example", 2, 1, callee.Port(SipProtocolKind.Udp), "a.example");
        var outcome = await CallAsync(server.EndPoint, "sip:bob@h.example");
        Assert.Equal(InviteResult.Answered, outcome.Result);
        await Eventually.True(() => callee.Stack.SessionCount == 0, "the BYE of the caller that stopped", TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Invite_FirstServerIsFull_SecondAnswers()
    {
        await using var callee = await StartAsync();
        await using var full = new SipStack(new SipStackOptions { UdpEndPoints = [new IPEndPoint(IPAddress.Loopback, 0)] }, new FullHandler());
        await full.StartAsync(Cancellation);
        await using var server = new TinyDnsServer().Address("a.example", "127.0.0.1")
            .Service("_sip._udp.h.example", 1, 1, full.ListenPoints[0].EndPoint.Port, "a.example")
            .Service("_sip._udp.h.example", 2, 1, callee.Port(SipProtocolKind.Udp), "a.example");
        Assert.Equal(InviteResult.Answered, (await CallAsync(server.EndPoint, "sip:bob@h.example;transport=udp")).Result);
    }

    // By name alone: NAPTR names UDP, SRV a dead server and a live one. By name and port: one name, a dead address and a live one.
    [Theory]
    [InlineData("sip:bob@h.example", 0)]
    [InlineData("sip:bob@two.example:{0}", 0)]
    [InlineData("sip:bob@two.example:{0};transport=tcp", 1)]
    public async Task Invite_NamesOfDnsmasq_OneOfTwoTargetsIsDead_TheOtherAnswers(string target, int transport)
    {
        using var folder = new TempFolder();
        await using var callee = await StartAsync();
        var (port, live) = (FreePort.Udp(), callee.Port((SipProtocolKind)transport));
        await using var server = ChildProcess.Start(
            Prerequisites.Require("dnsmasq"),
            ["--keep-in-foreground", "--log-facility=-", "--conf-file=/dev/null", "--pid-file=", "--no-resolv", "--no-hosts", "--bind-interfaces", "--listen-address=127.0.0.1", $"--port={port}",
             "--naptr-record=h.example,20,1,s,SIP+D2T,,_sip._tcp.h.example", "--naptr-record=h.example,10,1,s,SIP+D2U,,_sip._udp.h.example",
             $"--srv-host=_sip._udp.h.example,dead.example,{live},1,1", $"--srv-host=_sip._udp.h.example,live.example,{live},2,1",
             "--host-record=dead.example,127.0.0.9", "--host-record=live.example,127.0.0.1", "--host-record=two.example,127.0.0.9", "--host-record=two.example,127.0.0.1"],
            folder.Path);
        await server.WaitForLineAsync("started, version");

        Assert.Equal(InviteResult.Answered, (await CallAsync(new IPEndPoint(IPAddress.Loopback, port), string.Format(CultureInfo.InvariantCulture, target, live))).Result);
    }

    private static async Task<AnsweringAgent> StartAsync()
    {
        var agent = new AnsweringAgent();
        await agent.Stack.StartAsync(Cancellation);
        return agent;
    }

    private static async Task<InviteOutcome> CallAsync(IPEndPoint server, string target)
    {
        await using var caller = new SipStack(
            new SipStackOptions { UdpEndPoints = [new IPEndPoint(IPAddress.Loopback, 0)], Names = new DnsNameServer([server]) }, new FullHandler());
        await caller.StartAsync(Cancellation);
        return await caller.InviteAsync(
            new OutgoingInvite { Target = SipUri.Parse(target), Sdp = SdpOfferAnswer.CreateOffer(AnsweringAgent.Audio), FirstResponseTimeout = TimeSpan.FromSeconds(2) }, null, Cancellation);
    }

    private sealed class FullHandler : ISipRequestHandler
    {
        public async ValueTask OnInviteAsync(IncomingInvite invite) => await invite.RejectAsync(503);
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CallSummary.Contracts;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transports;
using CallSummary.TestKit;
using CallSummary.TestKit.Tls;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>What a trunk's settings do to real calls.</summary>
[Collection(GatewayCalls.Name)]
public sealed class TrunkTests : IDisposable
{
    private const string Number = "01099998888";

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FirstHopHasNoRoom_NextOneGetsTheCall()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var full = await TestPhone.StartAsync();
        await using var free = await TestPhone.StartAsync();
        full.Reply = 503;
        await using var rig = await ToTrunkAsync([full.UdpEndPoint, free.UdpEndPoint]);

        var outcome = await caller.DialAsync(rig.Sip, Number, giveUp: Cancellation);

        Assert.Equal(InviteResult.Answered, outcome.Result);
        Assert.Equal("+821099998888", (await free.Rung).RequestUri.User);
        await outcome.Session!.ByeAsync();
        Assert.Equal(CallTermination.CallerHungUp, (await rig.EndedCallAsync()).Termination);
    }

    [Fact]
    public async Task FirstHopIsSilent_NextOneGetsTheCall_AndIsTriedFirstFromThenOn()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await using var rig = await ToTrunkAsync([(IPEndPoint)silent.Client.LocalEndPoint!, callee.UdpEndPoint], ("Trunks:1:HopTimeout", "00:00:00.500"));

        Assert.Equal(InviteResult.Answered, (await caller.DialAsync(rig.Sip, Number, giveUp: Cancellation)).Result);
        var asked = silent.Available;
        Assert.Equal(InviteResult.Answered, (await caller.DialAsync(rig.Sip, Number, giveUp: Cancellation)).Result);

        Assert.NotEqual(0, asked);
        Assert.Equal(asked, silent.Available);
    }

    [Fact]
    public async Task Pings_TellHealthWhenNoHopAnswers()
    {
        var port = FreePort.Udp();
        await using var rig = await ToTrunkAsync([new IPEndPoint(IPAddress.Loopback, port)], ("Trunks:1:PingInterval", "00:00:01"), ("Trunks:1:HopTimeout", "00:00:00.500"));
        await Eventually.True(async () => await rig.HealthAsync() == HealthStatus.Degraded, "the trunk to be found down", TimeSpan.FromSeconds(60));

        await using var hop = new SipStack(new SipStackOptions { UdpEndPoints = [new IPEndPoint(IPAddress.Loopback, port)] }, new Nobody());
        await hop.StartAsync(Cancellation);

        await Eventually.True(async () => await rig.HealthAsync() == HealthStatus.Healthy, "the trunk to be found up", TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task OverItsRate_TrunkGets503WithRetryAfter_AdmittedCallsGoOn()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var other = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path, ("Trunks:0:MaxCalls", "1"));
        var up = await caller.DialAsync(rig.Sip, "1000", giveUp: Cancellation);

        var refused = await other.DialAsync(rig.Sip, "1000", giveUp: Cancellation);

        Assert.Equal(503, refused.StatusCode);
        Assert.Equal("10", refused.Response!.Headers[SipHeaderNames.RetryAfter]);
        Assert.False(up.Session!.Ended.IsCompleted);
    }

    [Fact]
    public async Task DestinationThatTheTrunkMayNotCall_Is403()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, callee.UdpEndPoint, ("Trunks:0:Destinations:0", "+8210*"));

        Assert.Equal(403, (await caller.DialAsync(rig.Sip, "0060012345678", giveUp: Cancellation)).StatusCode);
        Assert.Equal(InviteResult.Answered, (await caller.DialAsync(rig.Sip, Number, giveUp: Cancellation)).Result);
    }

    [Fact]
    public async Task CodecOrderOfTheTrunk_Decides()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path, ("Trunks:0:Codecs:0", "PCMA"), ("Trunks:0:Codecs:1", "PCMU"));
        var offer = SdpOfferAnswer.CreateOffer(caller.Capabilities with { Codecs = [SdpCodec.Pcmu, SdpCodec.Pcma] });

        var outcome = await caller.DialAsync(rig.Sip, "1000", offer, giveUp: Cancellation);

        Assert.Equal(["8"], outcome.Session!.RemoteSdp!.Media[0].Formats);
    }

    [Fact]
    public async Task SettingsChange_HoldsForTheNextCall_CallsThatAreUpGoOn_NonsenseChangesNothing()
    {
        await using var first = await TestPhone.StartAsync();
        await using var second = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path);
        var up = await first.DialAsync(rig.Sip, "1000", giveUp: Cancellation);
        Assert.Equal(404, (await second.DialAsync(rig.Sip, "2000", giveUp: Cancellation)).StatusCode);

        rig.Change(("Routes:1:Number", "2000"), ("Routes:1:Action", "Answer"));
        Assert.Equal(InviteResult.Answered, (await second.DialAsync(rig.Sip, "2000", giveUp: Cancellation)).Result);
        Assert.False(up.Session!.Ended.IsCompleted);

        rig.Change(("Routes:1:Number", "/(/"));
        Assert.Equal(InviteResult.Answered, (await second.DialAsync(rig.Sip, "2000", giveUp: Cancellation)).Result);

        rig.Change(("Routes:1:Number", "2000"), ("Trunks:0:Peers:0", "192.0.2.1"));
        Assert.Equal(403, (await second.DialAsync(rig.Sip, "2000", giveUp: Cancellation)).StatusCode);
    }

    [Fact]
    public async Task UnlistedSource_GetsTheSameForEverything_AndFewAnswers()
    {
        await using var rig = await GatewayRig.StartAsync(_folder.Path, ("Trunks:0:Peers:0", "192.0.2.1"));
        using var stranger = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        string[] targets = ["INVITE sip:1000", "INVITE sip:9999", "REGISTER sip:1000", "OPTIONS sip:1000"];
        HashSet<string> answers = [];
        foreach (var target in targets)
        {
            await stranger.SendAsync(Encoding.ASCII.GetBytes(Request(target, rig.Sip, (IPEndPoint)stranger.Client.LocalEndPoint!)), rig.Sip, Cancellation);
            answers.Add(Encoding.ASCII.GetString((await stranger.ReceiveAsync(Cancellation)).Buffer).Split("\r\n")[0]);
        }

        Assert.Equal(["SIP/2.0 403 Forbidden"], answers);
        for (var i = 0; i < 200; i++)
        {
            await stranger.SendAsync(Encoding.ASCII.GetBytes(Request("INVITE sip:1000", rig.Sip, (IPEndPoint)stranger.Client.LocalEndPoint!)), rig.Sip, Cancellation);
        }

        // One more request that is answered in a later second proves that all before were looked at.
        var answered = 0;
        await Eventually.True(
            async () =>
            {
                await stranger.SendAsync(Encoding.ASCII.GetBytes(Request("INVITE sip:last", rig.Sip, (IPEndPoint)stranger.Client.LocalEndPoint!)), rig.Sip, Cancellation);
                var last = false;
                for (; !last && stranger.Available > 0; answered++)
                {
                    last = Encoding.ASCII.GetString((await stranger.ReceiveAsync(Cancellation)).Buffer).Contains("sip:last", StringComparison.Ordinal);
                }

                return last;
            },
            "an answer in a later second");

        Assert.InRange(answered, 1, 40);
        Assert.Equal(0, await rig.CountCallsAsync());
    }

    [Fact]
    public async Task MutualTls_CallsWithTheTrunksNameOnly()
    {
        using var authority = new TestAuthority();
        File.WriteAllText(_folder["roots.pem"], authority.Root.ExportCertificatePem());
        using var ours = authority.Issue("127.0.0.1");
        File.WriteAllText(_folder["ours.pem"], TestAuthority.Pem(ours));
        await using var rig = await GatewayRig.StartAsync(
            _folder.Path,
            ("SipTls", "127.0.0.1:0"), ("Tls:Certificate", _folder["ours.pem"]), ("Tls:TrustedRoots", _folder["roots.pem"]), ("Trunks:0:CertificateNames:0", "sbc.carrier.example"));
        var port = rig.PortOf(SipProtocol.Tls);

        Assert.Equal(200, await CallAsync(authority, "sbc.carrier.example", port));
        Assert.Equal(403, await CallAsync(authority, "other.example", port));
        await using var plain = await TestPhone.StartAsync();
        Assert.Equal(403, (await plain.DialAsync(rig.Sip, "1000", giveUp: Cancellation)).StatusCode);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<int> CallAsync(TestAuthority authority, string name, int port)
    {
        await using var stack = new SipStack(
            new SipStackOptions
            {
                TlsEndPoints = [new IPEndPoint(IPAddress.Loopback, 0)],
                Tls = new SipTlsOptions { Certificate = authority.Issue(name), TrustedRoots = [authority.Root] },
            },
            new Nobody());
        await stack.StartAsync(Cancellation);
        var sdp = SdpOfferAnswer.CreateOffer(new SdpAudioCapabilities { Address = IPAddress.Loopback, Port = 9 });
        var outcome = await stack.InviteAsync(
            new OutgoingInvite { Target = SipUri.Parse(string.Create(CultureInfo.InvariantCulture, $"sip:1000@127.0.0.1:{port};transport=tls")), Sdp = sdp }, cancellationToken: Cancellation);
        return outcome.Session is null ? outcome.StatusCode : 200;
    }

    private static string Request(string line, IPEndPoint to, IPEndPoint from) =>
        $"{line}@{to} SIP/2.0\r\nVia: SIP/2.0/UDP {from};branch=z9hG4bK{Random.Shared.Next()}\r\nMax-Forwards: 70\r\nFrom: <sip:a@b>;tag=1\r\nTo: <{line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]}@c>\r\n"
        + $"Call-ID: {Random.Shared.Next()}\r\nCSeq: 1 {line[..line.IndexOf(' ', StringComparison.Ordinal)]}\r\nContact: <sip:a@{from}>\r\nContent-Length: 0\r\nUser-Agent: friendly-scanner-that-makes-its-request-longer-than-the-answer\r\n\r\n";

    private Task<GatewayRig> ToTrunkAsync(IPEndPoint[] hops, params (string Key, string Value)[] settings) => GatewayRig.StartAsync(
        _folder.Path,
        [
            ("Trunks:1:Name", "out"), ("Trunks:1:Tenant", "t"), ("Trunks:1:Peers:0", "192.0.2.1"),
            .. hops.Select((h, i) => ($"Trunks:1:Hops:{i}", $"sip:{h}")),
            ("Routes:1:Number", "*"), ("Routes:1:ToTrunk", "out"),
            .. settings,
        ]);

    private sealed class Nobody : ISipRequestHandler
    {
        public async ValueTask OnInviteAsync(IncomingInvite invite) => await invite.RejectAsync(480);
    }
}

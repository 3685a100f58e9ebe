using System.Globalization;
using System.Net;
using CallSummary.Contracts;
using CallSummary.Sip;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;
using CallSummary.TestKit.Peers;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>Kamailio in front, as <c>deploy/kamailio</c> sets it up.</summary>
[Collection(GatewayCalls.Name)]
public sealed class SbcTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _sbc = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kamailio_OneGatewayIsDead_CallsReachTheOther_AndComeBackThroughIt()
    {
        var kamailio = Prerequisites.Require("kamailio");
        var port = FreePort.Udp();
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();

        // What the gateway dials goes back to the SBC, and from there to the carrier: the callee's telephone.
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, new IPEndPoint(IPAddress.Loopback, port));
        File.WriteAllText(_sbc["gateways.list"], $"1 sip:127.0.0.1:{FreePort.Udp()}\n1 sip:{rig.Sip}\n");
        await using var sbc = ChildProcess.Start(
            kamailio,
            [
                "-DD", "-E", "-m", "64", "-M", "8", "-f", Path.Combine(RepositoryRoot.Path, "deploy", "kamailio", "kamailio.cfg"), "-Y", _sbc.Path, "-P", _sbc["kamailio.pid"],
                "-l", string.Create(CultureInfo.InvariantCulture, $"udp:127.0.0.1:{port}"), "-A", $"GATEWAYS=\"{_sbc["gateways.list"]}\"", "-A", $"CARRIER=\"sip:{callee.UdpEndPoint}\"",
            ],
            _sbc.Path);

        InviteOutcome? outcome = null;
        await Eventually.True(
            async () => (outcome = await caller.DialAsync(new IPEndPoint(IPAddress.Loopback, port), "01099998888", giveUp: Cancellation)).Session is not null,
            "a call through the SBC",
            TimeSpan.FromSeconds(60));
        var session = outcome!.Session!;
        var far = await callee.Answered;
        Assert.Equal("+821099998888", (await callee.Rung).RequestUri.User);
        await caller.SendAsync(session, Tone.Sine(400, TimeSpan.FromSeconds(1)));
        await far.ByeAsync();

        Assert.Equal(SipSessionEnd.RemoteBye, await session.Ended.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        var call = await rig.EndedCallAsync();
        Assert.Equal(CallTermination.CalleeHungUp, call.Termination);
        Assert.NotNull(ToneDetector.Find(rig.Recording(call).Caller, 400));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _sbc.Dispose();
    }
}

using System.Globalization;
using System.Net.Sockets;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;

namespace CallSummary.IntegrationTests.Sip;

public sealed class SippTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SipProtocolKind.Udp, "u1")]
    [InlineData(SipProtocolKind.Tcp, "t1")]
    [InlineData(SipProtocolKind.Tcp, "tn")]
    public async Task UacScenario_CallsUs_EveryCallSucceeds(SipProtocolKind kind, string transport)
    {
        PeerProgram.Require("sipp", "sip-tester");
        await using var agent = new AnsweringAgent();
        await agent.Stack.StartAsync(Cancellation);

        await using var sipp = PeerProgram.Start(
            "sipp", Path.GetTempPath(), $"127.0.0.1:{agent.Port(kind)}", "-sn", "uac", "-t", transport, "-i", "127.0.0.1", "-m", "30", "-r", "30",
            "-d", "200", "-nostdin", "-timeout", "40", "-max_socket", "500");
        var exit = await sipp.ExitAsync(Cancellation);

        Assert.True(exit == 0, sipp.Output);
        Assert.Equal(30, agent.Sessions.Count);
        foreach (var session in agent.Sessions)
        {
            Assert.Equal(SipSessionEnd.RemoteBye, await session.Ended.WaitAsync(TimeSpan.FromSeconds(5), Cancellation));
            Assert.True(await session.Confirmed);
        }
        Assert.Equal(0, agent.Stack.SessionCount);
        Assert.Empty(agent.Faults);
    }

    [Theory]
    [InlineData("u1")]
    [InlineData("t1")]
    public async Task UasScenario_WeCallAndHangUp_CallIsAnsweredAndEnded(string transport)
    {
        PeerProgram.Require("sipp", "sip-tester");
        var isTcp = transport == "t1";
        var port = PeerProgram.FreePort(isTcp ? SocketType.Stream : SocketType.Dgram);
        await using var agent = new AnsweringAgent();
        await agent.Stack.StartAsync(Cancellation);
        await using var sipp = PeerProgram.Start(
            "sipp", Path.GetTempPath(), "-sn", "uas", "-t", transport, "-i", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-m", "1", "-nostdin", "-timeout", "40");

        var offer = SdpOfferAnswer.CreateOffer(AnsweringAgent.Audio);
        var invite = new OutgoingInvite { Target = SipUri.Parse($"sip:service@127.0.0.1:{port}{(isTcp ? ";transport=tcp" : "")}"), Sdp = offer };
        var ringing = new List<int>();
        var outcome = await agent.Stack.InviteAsync(invite, new Recorder(ringing), Cancellation);
        while (isTcp && outcome.Result == InviteResult.TransportError)
        {
            // SIPp does not listen yet: it says so by refusing.
            await Task.Delay(50, Cancellation);
            outcome = await agent.Stack.InviteAsync(invite, new Recorder(ringing), Cancellation);
        }

        Assert.Equal(InviteResult.Answered, outcome.Result);
        Assert.Equal([180], ringing);
        Assert.Equal(SdpNegotiationResult.Agreed, SdpOfferAnswer.Accept(offer, outcome.Session!.RemoteSdp!).Result);
        await outcome.Session.ByeAsync();
        Assert.Equal(SipSessionEnd.LocalBye, await outcome.Session.Ended);
        Assert.True(await sipp.ExitAsync(Cancellation) == 0, sipp.Output);
        Assert.Empty(agent.Faults);
    }

    private sealed class Recorder(List<int> codes) : IProgress<SipProvisional>
    {
        public void Report(SipProvisional value) => codes.Add(value.StatusCode);
    }
}

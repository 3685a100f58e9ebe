using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transports;
using CallSummary.TestKit;
using CallSummary.TestKit.Tls;

namespace CallSummary.IntegrationTests.Sip;

public sealed class BaresipTests
{
    private static readonly string s_wav = Path.Combine(RepositoryRoot.Path, "samples", "calls", "04-en-net", "caller.wav");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SipProtocolKind.Udp, "")]
    [InlineData(SipProtocolKind.Tcp, ";transport=tcp")]
    public async Task Dial_BaresipCallsUs_CallIsEstablishedAndEnded(SipProtocolKind kind, string transport)
    {
        PeerProgram.Require("baresip", "baresip-core");
        using var folder = new TempFolder();
        await using var agent = new AnsweringAgent();
        await agent.Stack.StartAsync(Cancellation);
        BaresipProfile.Write(folder.Path, PeerProgram.FreePort(), s_wav, "answermode=manual");

        await using var baresip = PeerProgram.Start(
            "baresip", folder.Path, "-4", "-f", folder.Path, "-e", $"/dial sip:anna@127.0.0.1:{agent.Port(kind)}{transport}", "-t", "3");
        await Eventually.True(() => !agent.Sessions.IsEmpty, "baresip's call", TimeSpan.FromSeconds(30));
        Assert.True(agent.Sessions.TryPeek(out var session));

        Assert.True(await session.Confirmed.WaitAsync(TimeSpan.FromSeconds(10), Cancellation), baresip.Output);
        Assert.Equal(8, Assert.Single(SdpOfferAnswer.Accept(session.LocalSdp!, session.RemoteSdp!).Audio!.ReceiveCodecs).PayloadType);
        Assert.Equal(SipSessionEnd.RemoteBye, await session.Ended.WaitAsync(TimeSpan.FromSeconds(20), Cancellation));
        Assert.Empty(agent.Faults);
    }

    [Fact]
    public async Task Invite_WeCallBaresip_IsAnsweredHeldResumedAndEnded()
    {
        PeerProgram.Require("baresip", "baresip-core");
        using var folder = new TempFolder();
        await using var agent = new AnsweringAgent();
        await agent.Stack.StartAsync(Cancellation);
        var port = PeerProgram.FreePort();
        BaresipProfile.Write(folder.Path, port, s_wav, "answermode=auto");
        await using var baresip = PeerProgram.Start("baresip", folder.Path, "-4", "-f", folder.Path, "-t", "60");

        // Until baresip listens the INVITE is repeated by timer A.
        var offer = SdpOfferAnswer.CreateOffer(AnsweringAgent.Audio);
        var outcome = await agent.Stack.InviteAsync(new OutgoingInvite { Target = SipUri.Parse($"sip:bob@127.0.0.1:{port}"), Sdp = offer }, null, Cancellation);
        Assert.True(outcome.Result == InviteResult.Answered, $"{outcome.StatusCode} {baresip.Output}");
        var session = outcome.Session!;

        var hold = SdpOfferAnswer.CreateOffer(AnsweringAgent.Audio with { Direction = SdpDirection.SendOnly }, session.LocalSdp);
        var held = await session.ReinviteAsync(hold, Cancellation);
        Assert.Equal(ReinviteResult.Accepted, held.Result);
        Assert.Equal(SdpDirection.SendOnly, SdpOfferAnswer.Accept(hold, held.RemoteSdp!).Audio!.Direction);
        var resume = SdpOfferAnswer.CreateOffer(AnsweringAgent.Audio, session.LocalSdp);
        var resumed = await session.ReinviteAsync(resume, Cancellation);
        Assert.Equal(SdpDirection.SendRecv, SdpOfferAnswer.Accept(resume, resumed.RemoteSdp!).Audio!.Direction);

        await session.ByeAsync();
        Assert.Equal(SipSessionEnd.LocalBye, await session.Ended);
        Assert.Equal(0, agent.Stack.SessionCount);
        Assert.Empty(agent.Faults);
    }

    [Fact]
    public async Task Tls_BaresipCallsUsAndWeCallIt_CertificatesAreCheckedBothWays()
    {
        PeerProgram.Require("baresip", "baresip-core");
        using var authority = new TestAuthority();
        using var folder = new TempFolder();
        await using var agent = new AnsweringAgent(tls: new SipTlsOptions { Certificate = authority.Issue("127.0.0.1"), TrustedRoots = [authority.Root] });
        await agent.Stack.StartAsync(Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "own.pem"), TestAuthority.Pem(authority.Issue("127.0.0.1")), Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "root.pem"), authority.Root.ExportCertificatePem(), Cancellation);
        var port = PeerProgram.FreePort();
        BaresipProfile.Write(
            folder.Path, port, s_wav, "answermode=auto",
            $"sip_certificate {Path.Combine(folder.Path, "own.pem")}\nsip_cafile {Path.Combine(folder.Path, "root.pem")}\nsip_trans_def tls");
        await using var baresip = PeerProgram.Start(
            "baresip", folder.Path, "-4", "-f", folder.Path, "-e", $"/dial sip:anna@127.0.0.1:{agent.Port(SipProtocolKind.Tls)};transport=tls", "-t", "60");

        await Eventually.True(() => !agent.Sessions.IsEmpty, "baresip's call over TLS", TimeSpan.FromSeconds(30));
        Assert.True(agent.Sessions.TryPeek(out var session));
        Assert.Equal(SipProtocol.Tls, session.Protocol);
        Assert.True(await session.Confirmed.WaitAsync(TimeSpan.FromSeconds(30), Cancellation), baresip.Output);
        await session.ByeAsync();

        // baresip listens for TLS one port higher.
        var offer = SdpOfferAnswer.CreateOffer(AnsweringAgent.Audio);
        var target = SipUri.Parse($"sip:bob@127.0.0.1:{port + 1};transport=tls");
        var outcome = await agent.Stack.InviteAsync(new OutgoingInvite { Target = target, Sdp = offer }, null, Cancellation);
        Assert.True(outcome.Result == InviteResult.Answered, $"{outcome.StatusCode} {baresip.Output}");
        await outcome.Session!.ByeAsync();
        Assert.Equal(SipSessionEnd.LocalBye, await outcome.Session.Ended);
        Assert.Empty(agent.Faults);
    }
}

using System.Collections.Concurrent;
using System.Net;
using CallSummary.Sip;
using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transports;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>A telephone on loopback: real SIP, real RTP, one call at a time.</summary>
internal sealed class TestPhone : ISipRequestHandler, IAsyncDisposable
{
    private readonly TaskCompletionSource<SipSession> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<IncomingInvite> _rung = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SdpDescription? _offer;

    private TestPhone() => Stack = new SipStack(
        new SipStackOptions { UdpEndPoints = [new IPEndPoint(IPAddress.Loopback, 0)], TcpEndPoints = [new IPEndPoint(IPAddress.Loopback, 0)] },
        this);

    public SipStack Stack { get; }

    public TestRtp Rtp { get; } = new();

    public ConcurrentQueue<int> Provisional { get; } = new();

    /// <summary>What an incoming call gets: 200 answers, 180 rings for ever, anything else refuses.</summary>
    public int Reply { get; set; } = 200;

    /// <summary>The call that came in.</summary>
    public Task<IncomingInvite> Rung => _rung.Task;

    /// <summary>The session of the call that came in.</summary>
    public Task<SipSession> Answered => _answered.Task;

    public IPEndPoint UdpEndPoint => Stack.ListenPoints.First(p => p.Protocol == SipProtocol.Udp).EndPoint;

    public SdpAudioCapabilities Capabilities => new() { Address = IPAddress.Loopback, Port = Rtp.Port, Codecs = [SdpCodec.Pcmu] };

    public static async Task<TestPhone> StartAsync()
    {
        var phone = new TestPhone();
        await phone.Stack.StartAsync();
        return phone;
    }

    /// <summary>Dials a number at the gateway.</summary>
    public Task<InviteOutcome> DialAsync(
        IPEndPoint gateway, string number, SdpDescription? offer = null, SipCredentials? credentials = null, CancellationToken giveUp = default)
    {
        _offer = offer ?? SdpOfferAnswer.CreateOffer(Capabilities);
        var invite = new OutgoingInvite
        {
            Target = SipUri.Parse($"sip:{number}@{gateway}"),
            From = NameAddress.Parse("<sip:01011112222@127.0.0.1>"),
            Sdp = _offer,
            Credentials = credentials,
        };
        return Stack.InviteAsync(invite, new Sink(Provisional), giveUp);
    }

    /// <summary>Where the other side of a session wants its RTP.</summary>
    public static IPEndPoint MediaOf(SipSession session)
    {
        var remote = session.RemoteSdp!;
        var media = remote.Media[SdpOfferAnswer.FirstAudio(remote)];
        return new IPEndPoint((media.Connection ?? remote.Connection)!.IPAddress!, media.Port);
    }

    public Task SendAsync(SipSession session, short[] samples, Func<int, PacketFate>? fate = null) =>
        Rtp.SendAsync(MediaOf(session), samples, fate);

    /// <summary>Puts the other side on hold, or takes it back.</summary>
    public Task<ReinviteOutcome> HoldAsync(SipSession session, bool hold) => session.ReinviteAsync(SdpOfferAnswer.CreateOffer(
        Capabilities with { Direction = hold ? SdpDirection.SendOnly : SdpDirection.SendRecv }, session.LocalSdp));

    public async ValueTask OnInviteAsync(IncomingInvite invite)
    {
        _rung.TrySetResult(invite);
        if (Reply == 180)
        {
            invite.Ring();
            return;
        }

        if (Reply != 200)
        {
            await invite.RejectAsync(Reply);
            return;
        }

        invite.Ring();
        var answer = SdpOfferAnswer.Answer(invite.Offer!, Capabilities).Local!;
        if (await invite.AnswerAsync(answer) is { } session)
        {
            _answered.TrySetResult(session);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stack.DisposeAsync();
        Rtp.Dispose();
    }

    private sealed class Sink(ConcurrentQueue<int> codes) : IProgress<SipProvisional>
    {
        public void Report(SipProvisional value) => codes.Enqueue(value.StatusCode);
    }
}

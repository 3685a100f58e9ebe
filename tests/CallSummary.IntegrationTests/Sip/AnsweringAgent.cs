using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using CallSummary.Sip;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transports;

namespace CallSummary.IntegrationTests.Sip;

/// <summary>Rings, answers with PCMU or PCMA, keeps the sessions.</summary>
internal sealed class AnsweringAgent : ISipRequestHandler, IAsyncDisposable
{
    private readonly ConcurrentQueue<Exception> _faults = new();

    public AnsweringAgent(TimeSpan? t1 = null, SipTlsOptions? tls = null, IPAddress? address = null) => Stack = new SipStack(
        new SipStackOptions
        {
            UdpEndPoints = [new IPEndPoint(address ?? IPAddress.Loopback, 0)],
            TcpEndPoints = [new IPEndPoint(address ?? IPAddress.Loopback, 0)],
            TlsEndPoints = tls?.Certificate is null ? [] : [new IPEndPoint(address ?? IPAddress.Loopback, 0)],
            Tls = tls,
            HandlerFaulted = _faults.Enqueue,
            T1 = t1 ?? TimeSpan.FromMilliseconds(500),
        },
        this);

    public SipStack Stack { get; }

    public ConcurrentQueue<SipSession> Sessions { get; } = new();

    public IEnumerable<Exception> Faults => _faults;

    public ConcurrentQueue<X509Certificate2?> Certificates { get; } = new();

    public static SdpAudioCapabilities Audio => new() { Address = IPAddress.Loopback, Port = 40_000 };

    public int Port(SipProtocolKind kind) => Stack.ListenPoints[(int)kind].EndPoint.Port;

    public async ValueTask OnInviteAsync(IncomingInvite invite)
    {
        Certificates.Enqueue(invite.PeerCertificate);
        invite.Ring();
        var sdp = invite.Offer is null ? SdpOfferAnswer.CreateOffer(Audio) : SdpOfferAnswer.Answer(invite.Offer, Audio).Local;
        if (sdp is null)
        {
            await invite.RejectAsync(488);
            return;
        }
        if (await invite.AnswerAsync(sdp) is { } session) Sessions.Enqueue(session);
    }

    public ValueTask DisposeAsync() => Stack.DisposeAsync();
}

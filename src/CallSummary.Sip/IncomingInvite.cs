using System.Net;
using System.Security.Cryptography.X509Certificates;
using CallSummary.Sip.Authentication;
using CallSummary.Sip.Dialogs;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip;

/// <summary>A call that comes in and waits for its answer.</summary>
public sealed class IncomingInvite
{
    private readonly InviteServer _server;

    internal IncomingInvite(InviteServer server) => _server = server;

    public SipRequest Request => _server.Request;

    public SipUri RequestUri => Request.RequestUri;

    public NameAddress From => Request.From;

    public NameAddress To => Request.To;

    public SipHeaders Headers => Request.Headers;

    public string SipCallId => Request.CallId;

    /// <summary>The body as it came; <see cref="MultipartBody"/> reads multipart ones.</summary>
    public ReadOnlyMemory<byte> Body => Request.Body;

    /// <summary>The caller's offer, also from inside a multipart body; null when it sent none: then the answer to our SDP comes with the ACK.</summary>
    public SdpDescription? Offer => _server.Offer;

    /// <summary>Where it came from, as the socket saw it.</summary>
    public IPEndPoint RemoteEndPoint => _server.RemoteEndPoint;

    public SipProtocol Protocol => _server.Protocol;

    /// <summary>Parameters behind our Contact in the answer, with their semicolons: feature tags (RFC 3840), for example <c>;+sip.srs</c>.</summary>
    public string? ContactParameters
    {
        get => _server.ContactParameters;
        set => _server.ContactParameters = value;
    }

    /// <summary>The certificate that the peer showed in the TLS handshake, checked against our trust; null without one. <see cref="SipCertificateNames"/> tells whom it names.</summary>
    public X509Certificate2? PeerCertificate => _server.PeerCertificate;

    /// <summary>
    /// The session that this call shall replace (RFC 3891); null when none. Answering ends it with BYE. Only with "replaces" in
    /// <see cref="SipStackOptions.SupportedExtensions"/>.
    /// </summary>
    public SipSession? ReplacedSession => _server.Replaced;

    /// <summary>Fires when the caller cancelled or the stack stopped: the invite is then answered already.</summary>
    public CancellationToken Cancelled => _server.Cancelled;

    /// <summary>
    /// Sends a provisional response; reliably (RFC 3262) when the caller requires it, or can and there is SDP. False when the invite was
    /// answered before.
    /// </summary>
    /// <param name="statusCode">101 to 199; 180 rings, 183 with SDP starts early media.</param>
    /// <param name="sdp">An early answer; the final answer must then be the same.</param>
    public bool Ring(int statusCode = 180, SdpDescription? sdp = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 101);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 199);
        return _server.Ring(statusCode, sdp);
    }

    /// <summary>
    /// Answers with 200, which is repeated until the ACK comes. Returns at once: <see cref="SipSession.Confirmed"/> tells of the ACK, and
    /// after an INVITE without offer the peer's SDP is there only then.
    /// </summary>
    /// <param name="sdp">Our answer, or our offer when the caller sent none.</param>
    /// <param name="handler">Handles requests inside the session; null: the stack's defaults.</param>
    /// <param name="headers">Further headers of the 200.</param>
    /// <returns>The session; null when the invite was cancelled or answered before.</returns>
    public ValueTask<SipSession?> AnswerAsync(SdpDescription sdp, ISipSessionHandler? handler = null, SipHeaders? headers = null)
    {
        ArgumentNullException.ThrowIfNull(sdp);
        return ValueTask.FromResult(_server.Answer(sdp, handler, headers));
    }

    /// <summary>Refuses with a final response. False when the invite was answered before.</summary>
    /// <param name="statusCode">300 to 699.</param>
    /// <param name="reason">The reason phrase; null: the usual one.</param>
    /// <param name="headers">Further headers, for example Contact of a redirection.</param>
    public ValueTask<bool> RejectAsync(int statusCode, string? reason = null, SipHeaders? headers = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 300);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 699);
        return ValueTask.FromResult(_server.Reject(statusCode, reason, headers));
    }

    /// <summary>
    /// Checks the caller's digest. When it is not accepted, the invite is answered 401 with a challenge (the same for a missing, a wrong
    /// and an unknown one), and the caller comes again with a new INVITE.
    /// </summary>
    public async ValueTask<DigestVerdict> ChallengeAsync(DigestServer digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        var verdict = digest.Verify(Request);
        if (verdict.Result != DigestResult.Accepted)
        {
            await RejectAsync(401, null, digest.Challenge(verdict)).ConfigureAwait(false);
        }
        return verdict;
    }
}

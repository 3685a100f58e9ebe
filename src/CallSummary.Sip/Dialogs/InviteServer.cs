using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transactions;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Dialogs;

/// <summary>The server side of a new call until its final response (RFC 3261, 13.3).</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A token source without timer holds nothing; users keep its token.")]
internal sealed class InviteServer
{
    private readonly SipAgent _agent;
    private readonly InviteServerTransaction _transaction;
    private readonly CancellationTokenSource _cancelled = new();
    private readonly Lock _gate = new();
    private bool _isFinal;

    public InviteServer(SipAgent agent, InviteServerTransaction transaction, SdpDescription? offer)
    {
        _agent = agent;
        _transaction = transaction;
        Offer = offer;
        transaction.CancelRequested = () => Cancel(487);
        Id = new DialogId(transaction.Request.CallId, SipIds.Tag(), transaction.Request.From.Tag ?? "");
    }

    public DialogId Id { get; }

    public SipRequest Request => _transaction.Request;

    public SdpDescription? Offer { get; }

    public IPEndPoint RemoteEndPoint => _transaction.Peer.EndPoint;

    public SipProtocol Protocol => _transaction.Peer.Protocol;

    public X509Certificate2? PeerCertificate => _transaction.Peer.Channel.PeerCertificate;

    public CancellationToken Cancelled => _cancelled.Token;

    public string? ContactParameters { get; set; }

    private string ContactUser => Request.RequestUri.User ?? _agent.Options.ContactUser;

    public bool Ring(int statusCode, SdpDescription? sdp)
    {
        lock (_gate)
        {
            if (_isFinal) return false;
            var response = _agent.Messages.Response(Request, statusCode, null, Id.LocalTag);
            AddRecordRoute(response);
            _agent.Messages.AddContact(response.Headers, _transaction.Peer, ContactUser, Request.RequestUri.Scheme == "sips");
            SdpBody.Attach(response, sdp);
            _transaction.Respond(response);
            return true;
        }
    }

    public SipSession? Answer(SdpDescription sdp, ISipSessionHandler? handler, SipHeaders? headers)
    {
        SessionDialog dialog;
        lock (_gate)
        {
            if (_isFinal) return null;
            _isFinal = true;
            var state = DialogState.OfServer(Request, Id.LocalTag, _transaction.Peer, ContactUser);
            dialog = new SessionDialog(_agent, state, handler, credentials: null) { LocalSdp = sdp, RemoteSdp = Offer };
            // Known before the 200 leaves: the ACK may be back before Respond returns.
            _agent.Sessions[Id] = dialog;
            dialog.AwaitAck(_transaction, hasOffer: Offer is not null);
            var response = _agent.Messages.Response(Request, 200, null, Id.LocalTag, headers);
            AddRecordRoute(response);
            _agent.Messages.AddContact(response.Headers, _transaction.Peer, ContactUser, Request.RequestUri.Scheme == "sips", ContactParameters);
            _agent.Messages.AddCapabilities(response.Headers);
            SdpBody.Attach(response, sdp);
            _transaction.Respond(response);
        }
        _agent.Forget(this);
        return dialog.Session;
    }

    public bool Reject(int statusCode, string? reason, SipHeaders? headers)
    {
        lock (_gate)
        {
            if (_isFinal) return false;
            _isFinal = true;
            _transaction.Respond(_agent.Messages.Response(Request, statusCode, reason, Id.LocalTag, headers));
        }
        _agent.Forget(this);
        return true;
    }

    /// <summary>CANCEL, a BYE in the early dialog, or the stack's end: a final answer for the user.</summary>
    public void Cancel(int statusCode)
    {
        if (!Reject(statusCode, null, null)) return;
        // Callbacks of the token are the user's: off the transport's loop.
        _ = _cancelled.CancelAsync();
    }

    private void AddRecordRoute(SipResponse response)
    {
        foreach (var route in Request.Headers.Lines(SipHeaderNames.RecordRoute)) response.Headers.AddParsed(SipHeaderNames.RecordRoute, route);
    }
}

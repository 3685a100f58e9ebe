using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transactions;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Dialogs;

/// <summary>The server side of a new call until its final response (RFC 3261, 13.3), its early dialog included.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A token source without timer holds nothing; users keep its token.")]
internal sealed class InviteServer
{
    private readonly SipAgent _agent;
    private readonly InviteServerTransaction _transaction;
    private readonly SessionDialog? _replaced;
    private readonly CancellationTokenSource _cancelled = new();
    private readonly Lock _gate = new();
    private readonly DialogState _state;
    private ReliableProvisionals? _reliable;
    private SdpDescription? _local;
    private SdpDescription? _remote;
    private SessionDialog? _deferred;
    private bool _isNegotiated;
    private bool _isFinal;

    public InviteServer(SipAgent agent, InviteServerTransaction transaction, SdpDescription? offer, SessionDialog? replaced)
    {
        _agent = agent;
        _transaction = transaction;
        _replaced = replaced;
        _remote = offer;
        Offer = offer;
        transaction.CancelRequested = () => Cancel(487);
        Id = new DialogId(transaction.Request.CallId, SipIds.Tag(), transaction.Request.From.Tag ?? "");
        _state = DialogState.OfServer(Request, Id.LocalTag, transaction.Peer, ContactUser);
    }

    public DialogId Id { get; }

    public SipRequest Request => _transaction.Request;

    public SdpDescription? Offer { get; }

    /// <summary>The session that this call takes the place of (RFC 3891).</summary>
    public SipSession? Replaced => _replaced?.Session;

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
            AddDialogHeaders(response);
            SdpBody.Attach(response, sdp);
            if (!IsReliable(sdp))
            {
                _transaction.Respond(response);
                return true;
            }
            _agent.Messages.AddCapabilities(response.Headers);
            if (sdp is not null)
            {
                _local = sdp;
                _isNegotiated = Offer is not null; // else it is our offer and the PRACK has the answer
            }
            _reliable ??= new ReliableProvisionals(_transaction, _agent.Options, _agent.Time, () => Cancel(504));
            return _reliable.Send(response);
        }
    }

    public SipSession? Answer(SdpDescription sdp, ISipSessionHandler? handler, SipHeaders? headers)
    {
        SessionDialog dialog;
        lock (_gate)
        {
            if (_isFinal) return null;
            _isFinal = true;
            dialog = new SessionDialog(_agent, _state, handler, credentials: null) { LocalSdp = _local ?? sdp, RemoteSdp = _remote };
            // Known before the 200 leaves: the ACK may be back before Respond returns.
            _agent.Sessions[Id] = dialog;
            if (_reliable is null)
            {
                SendSuccess(dialog, sdp, headers);
                return dialog.Session;
            }
            _deferred = dialog;
        }
        // A 200 may not overtake a reliable provisional response (RFC 3262, 3).
        _reliable.Finish(() =>
        {
            lock (_gate)
            {
                if (_deferred is null) return;
                _deferred = null;
                dialog.RemoteSdp = _remote;
                SendSuccess(dialog, sdp, headers);
            }
        });
        return dialog.Session;
    }

    public bool Reject(int statusCode, string? reason, SipHeaders? headers)
    {
        lock (_gate)
        {
            if (_isFinal) return false;
            _isFinal = true;
            _reliable?.Stop();
            _transaction.Respond(_agent.Messages.Response(Request, statusCode, reason, Id.LocalTag, headers));
        }
        _agent.Forget(this);
        return true;
    }

    /// <summary>CANCEL, a BYE in the early dialog, a PRACK that never came, or the stack's end: a final answer for the user.</summary>
    public void Cancel(int statusCode)
    {
        SessionDialog? unsent;
        lock (_gate)
        {
            unsent = _deferred;
            _deferred = null;
            if (unsent is not null)
            {
                _reliable?.Stop();
                _transaction.Respond(_agent.Messages.Response(Request, statusCode, null, Id.LocalTag));
            }
        }
        if (unsent is not null)
        {
            _agent.Forget(this);
            unsent.Abandon();
        }
        else if (!Reject(statusCode, null, null))
        {
            return;
        }
        // Callbacks of the token are the user's: off the transport's loop.
        _ = _cancelled.CancelAsync();
    }

    /// <summary>PRACK or UPDATE in the early dialog; on a transport's loop.</summary>
    public void OnRequest(ServerTransaction transaction)
    {
        var request = transaction.Request;
        lock (_gate)
        {
            if (!_state.TryAdvance(request.CSeq))
            {
                transaction.Respond(_agent.Messages.Response(request, 500, "CSeq Out Of Order"));
                return;
            }
        }
        if (!SdpBody.TryRead(request, out var sdp)) transaction.Respond(_agent.Messages.Response(request, 400, "Bad Session Description"));
        else if (request.Method == SipMethods.Prack) OnPrack(transaction, sdp);
        else OnUpdate(transaction, sdp);
    }

    private void OnPrack(ServerTransaction transaction, SdpDescription? sdp)
    {
        SdpDescription? answer = null;
        lock (_gate)
        {
            if (sdp is not null && !_isNegotiated)
            {
                _remote = sdp; // the answer to our offer
                _isNegotiated = true;
            }
            else if (sdp is not null)
            {
                answer = Renegotiate(sdp);
            }
        }
        // The 200 to the PRACK goes first: the final response may follow at once.
        if (_reliable is not { } reliable)
        {
            transaction.Respond(_agent.Messages.Response(transaction.Request, 481));
            return;
        }
        var response = _agent.Messages.Response(transaction.Request, 200);
        SdpBody.Attach(response, answer);
        if (!reliable.IsExpected(transaction.Request)) response = _agent.Messages.Response(transaction.Request, 481);
        transaction.Respond(response);
        reliable.Acknowledge(transaction.Request);
    }

    private void OnUpdate(ServerTransaction transaction, SdpDescription? sdp)
    {
        SipResponse response;
        lock (_gate)
        {
            if (sdp is not null && !_isNegotiated)
            {
                // Our answer, or the one to our offer, is still to come (RFC 3311, 5.2).
                response = _agent.Messages.Response(transaction.Request, 500, null, null, new SipHeaders().Add(SipHeaderNames.RetryAfter, "1"));
            }
            else
            {
                var answer = sdp is null ? null : Renegotiate(sdp);
                response = _agent.Messages.Response(transaction.Request, sdp is not null && answer is null ? 488 : 200);
                _state.RefreshTarget(transaction.Request);
                AddDialogHeaders(response);
                SdpBody.Attach(response, answer);
            }
        }
        transaction.Respond(response);
    }

    /// <summary>A new offer before the answer: taken with what we said of ourselves.</summary>
    private SdpDescription? Renegotiate(SdpDescription offer)
    {
        if (SdpMirror.Answer(offer, _local) is not { } answer) return null;
        _remote = offer;
        _local = answer;
        return answer;
    }

    /// <summary>With who requires it always; with who can where media depends on it (RFC 3262, 3).</summary>
    private bool IsReliable(SdpDescription? sdp)
    {
        if (!_agent.Options.ReliableProvisionals) return false;
        if (Request.Headers.Elements(SipHeaderNames.Require).Contains("100rel", StringComparer.OrdinalIgnoreCase)) return true;
        return sdp is not null && Request.Headers.Elements(SipHeaderNames.Supported).Contains("100rel", StringComparer.OrdinalIgnoreCase);
    }

    private void SendSuccess(SessionDialog dialog, SdpDescription sdp, SipHeaders? headers)
    {
        dialog.AwaitAck(_transaction, hasOffer: Offer is not null || _isNegotiated);
        var response = _agent.Messages.Response(Request, 200, null, Id.LocalTag, headers);
        AddDialogHeaders(response);
        _agent.Messages.AddCapabilities(response.Headers);
        dialog.Timer.Accept(Request, response.Headers);
        // After a reliable answer no further description belongs in the response (RFC 6337, 2.2).
        SdpBody.Attach(response, _isNegotiated ? null : sdp);
        _transaction.Respond(response);
        _agent.Forget(this);
        if (_replaced is not null) _ = _replaced.ByeAsync(null, SipSessionEnd.Replaced);
    }

    private void AddDialogHeaders(SipResponse response)
    {
        foreach (var route in Request.Headers.Lines(SipHeaderNames.RecordRoute)) response.Headers.AddParsed(SipHeaderNames.RecordRoute, route);
        _agent.Messages.AddContact(response.Headers, _transaction.Peer, ContactUser, _state.IsSecure, ContactParameters);
    }
}

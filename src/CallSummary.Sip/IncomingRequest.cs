using System.Net;
using System.Security.Cryptography.X509Certificates;
using CallSummary.Sip.Dialogs;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transactions;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip;

/// <summary>A request that is not an INVITE, to be answered once.</summary>
public sealed class IncomingRequest
{
    private readonly SipAgent _agent;
    private readonly ServerTransaction _transaction;
    private readonly string? _toTag;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _answered;

    internal IncomingRequest(SipAgent agent, ServerTransaction transaction, string? toTag)
    {
        _agent = agent;
        _transaction = transaction;
        _toTag = toTag;
    }

    public SipRequest Request => _transaction.Request;

    public string Method => Request.Method;

    /// <summary>Where it came from, as the socket saw it.</summary>
    public IPEndPoint RemoteEndPoint => _transaction.Peer.EndPoint;

    public SipProtocol Protocol => _transaction.Peer.Protocol;

    /// <summary>The certificate that the peer showed in the TLS handshake, checked against our trust; null without one.</summary>
    public X509Certificate2? PeerCertificate => _transaction.Peer.Channel.PeerCertificate;

    /// <summary>Completes when the final response has left: what is sent to the peer from then on comes after it.</summary>
    public Task Answered => _done.Task;

    /// <summary>Sends the final response. False when one was sent before.</summary>
    /// <param name="statusCode">200 to 699.</param>
    /// <param name="reason">The reason phrase; null: the usual one.</param>
    /// <param name="headers">Further headers, Content-Type included.</param>
    /// <param name="body">The body.</param>
    public bool Respond(int statusCode, string? reason = null, SipHeaders? headers = null, ReadOnlyMemory<byte> body = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 699);
        if (Interlocked.Exchange(ref _answered, 1) != 0) return false;
        var response = _agent.Messages.Response(Request, statusCode, reason, _toTag, headers);
        response.Body = body;
        Send(response);
        return true;
    }

    /// <summary>As <see cref="Respond"/>, with our Contact: for what makes or refreshes a dialog usage.</summary>
    internal bool RespondInDialog(SessionDialog dialog, int statusCode, string? reason, SipHeaders? headers)
    {
        if (Interlocked.Exchange(ref _answered, 1) != 0) return false;
        var response = _agent.Messages.Response(Request, statusCode, reason, _toTag, headers);
        _agent.Messages.AddContact(response.Headers, _transaction.Peer, dialog.State.ContactUser, dialog.State.IsSecure);
        Send(response);
        return true;
    }

    /// <summary>An UPDATE without offer that nobody answered: it refreshes target and timer (RFC 3311, 5.2; RFC 4028, 9).</summary>
    internal void AcceptRefresh(SessionDialog dialog)
    {
        if (Interlocked.Exchange(ref _answered, 1) != 0) return;
        dialog.RefreshTarget(Request);
        var response = _agent.Messages.Response(Request, 200, null, _toTag);
        _agent.Messages.AddContact(response.Headers, _transaction.Peer, dialog.State.ContactUser, dialog.State.IsSecure);
        _agent.Messages.AddCapabilities(response.Headers);
        dialog.Timer.Accept(Request, response.Headers);
        Send(response);
    }

    private void Send(SipResponse response)
    {
        _transaction.Respond(response);
        _done.TrySetResult();
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Net;
using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transactions;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Dialogs;

/// <summary>A confirmed dialog with its session (RFC 3261, 12 to 15). <see cref="SessionReinvites"/> has the offers inside it, <see cref="SessionRequests"/> the rest.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The ACK, its absence or the end of the session dispose the repeater.")]
internal sealed class SessionDialog
{
    private readonly SipAgent _agent;
    private readonly ISipSessionHandler? _handler;
    private readonly IPAddress _origin;
    private readonly SerialQueue _queue;
    private readonly SessionReinvites _reinvites;
    private readonly SessionRequests _requests;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<bool> _confirmed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<SipSessionEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SuccessRepeater? _repeater;
    private bool _awaitsAnswerInAck;
    private Task? _bye;

    public SessionDialog(SipAgent agent, DialogState state, ISipSessionHandler? handler, SipCredentials? credentials)
    {
        _agent = agent;
        State = state;
        _origin = state.Peer.EndPoint.Address;
        _handler = handler;
        Credentials = credentials;
        Timer = new SessionTimer(agent, this);
        Referrals = new SessionReferrals(agent, this);
        _queue = new SerialQueue(agent.OnFault);
        _reinvites = new SessionReinvites(agent, this, handler, _queue);
        _requests = new SessionRequests(agent, this, handler, _queue);
        Session = new SipSession(this);
        if (state.IsCaller) _confirmed.TrySetResult(true);
    }

    public SipSession Session { get; }

    /// <summary>Only of a call that we made: a peer that called us must not make us compute digests (digest leak).</summary>
    public SipCredentials? Credentials { get; }

    public SessionTimer Timer { get; }

    /// <summary>Transfers that we asked for.</summary>
    public SessionReferrals Referrals { get; }

    public DialogState State { get; }

    public SdpDescription? LocalSdp { get; set; }

    public SdpDescription? RemoteSdp { get; set; }

    public Task<bool> Confirmed => _confirmed.Task;

    public Task<SipSessionEnd> Ended => _ended.Task;

    public bool HasEnded => _ended.Task.IsCompleted;

    /// <summary>A 200 to an INVITE is about to leave: it is repeated until <see cref="OnAck"/>.</summary>
    public void AwaitAck(InviteServerTransaction transaction, bool hasOffer)
    {
        lock (_gate)
        {
            _repeater?.Dispose();
            _awaitsAnswerInAck = !hasOffer;
            _repeater = new SuccessRepeater(transaction, _agent.Options, _agent.Time, OnNoAck);
        }
    }

    public void OnAck(SipRequest ack)
    {
        SdpDescription? answer = null;
        lock (_gate)
        {
            if (_repeater is null) return;
            _repeater.Dispose();
            _repeater = null;
            if (_awaitsAnswerInAck && SdpBody.TryRead(ack, out answer) && answer is not null) RemoteSdp = answer;
            _awaitsAnswerInAck = false;
        }
        if (!_confirmed.TrySetResult(true) && answer is not null && _handler is not null) _queue.Post(() => _handler.OnAnswerAsync(Session, answer));
    }

    /// <summary>A request inside the dialog; on a transport's loop.</summary>
    public void OnRequest(ServerTransaction transaction)
    {
        var request = transaction.Request;
        lock (_gate)
        {
            State.Peer = transaction.Peer;
            if (!State.TryAdvance(request.CSeq))
            {
                transaction.Respond(_agent.Messages.Response(request, 500, "CSeq Out Of Order"));
                return;
            }
        }
        if (request.Method == SipMethods.Bye)
        {
            transaction.Respond(_agent.Messages.Response(request, 200));
            End(SipSessionEnd.RemoteBye);
            return;
        }
        if (HasEnded)
        {
            transaction.Respond(_agent.Messages.Response(request, 481));
            return;
        }
        if (transaction is InviteServerTransaction || (request.Method == SipMethods.Update && request.HasSdp())) _reinvites.OnOffer(transaction);
        else _requests.OnRequest(transaction);
    }

    public Task ByeAsync(SipHeaders? headers, SipSessionEnd reason)
    {
        lock (_gate)
        {
            return _bye ??= Task.Run(() => SendByeAsync(headers, reason));
        }
    }

    public Task<ReinviteOutcome> ReinviteAsync(SdpDescription offer, CancellationToken cancellationToken) =>
        _reinvites.OfferAsync(SipMethods.Invite, offer, null, cancellationToken);

    public Task<ReinviteOutcome> ReinviteAsync(Func<SdpDescription, SdpDescription?> answer, CancellationToken cancellationToken) =>
        _reinvites.OfferAsync(SipMethods.Invite, null, answer, cancellationToken);

    public Task<ReinviteOutcome> UpdateAsync(SdpDescription offer, CancellationToken cancellationToken) =>
        _reinvites.OfferAsync(SipMethods.Update, offer, null, cancellationToken);

    /// <summary>An UPDATE with our offer, for <see cref="SessionReinvites"/>.</summary>
    public Task<SipRequestOutcome> SendUpdateAsync(SdpDescription offer) =>
        SendAsync(SipMethods.Update, new SipHeaders().Add(SipHeaderNames.ContentType, SdpDescription.MediaType), offer.ToBytes(), State.ContactUser);

    public async Task<SipRequestOutcome> RequestAsync(string method, SipHeaders? headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (HasEnded) return new SipRequestOutcome(SipRequestResult.SessionEnded);
        var contactUser = method is SipMethods.Update or SipMethods.Refer or SipMethods.Subscribe or SipMethods.Notify ? State.ContactUser : null;
        var outcome = await SendAsync(method, headers, body, contactUser).WaitAsync(cancellationToken).ConfigureAwait(false);
        EndIfLost(outcome);
        return outcome;
    }

    /// <summary>A REFER; <paramref name="leaves"/> gets its CSeq number before it leaves.</summary>
    public async Task<SipRequestOutcome> SendReferAsync(SipHeaders headers, Action<uint> leaves, CancellationToken cancellationToken)
    {
        if (HasEnded) return new SipRequestOutcome(SipRequestResult.SessionEnded);
        var outcome = await SendAsync(SipMethods.Refer, headers, default, State.ContactUser, leaves).WaitAsync(cancellationToken).ConfigureAwait(false);
        EndIfLost(outcome);
        return outcome;
    }

    /// <summary>A 2xx to a re-INVITE or UPDATE of ours.</summary>
    public void OnRefreshed(SipResponse response)
    {
        RefreshTarget(response);
        Timer.OnSuccess(response);
    }

    /// <summary>A session whose 200 never left, since its caller gave up first.</summary>
    public void Abandon() => End(SipSessionEnd.RemoteBye);

    /// <summary>Some failures end the dialog (RFC 3261, 12.2.1.2).</summary>
    public void EndIfLost(SipRequestOutcome outcome)
    {
        var end = outcome switch
        {
            { StatusCode: 481 } => SipSessionEnd.UnknownToPeer,
            { StatusCode: 408 } => SipSessionEnd.Timeout,
            { Result: SipRequestResult.TransportError } => SipSessionEnd.TransportError,
            _ => (SipSessionEnd?)null,
        };
        if (end is not { } reason || HasEnded) return;
        if (reason == SipSessionEnd.Timeout) _ = ByeAsync(null, reason);
        else End(reason);
    }

    public SipRequest NewRequest(string method, out SipUri nextHop, uint? sequence = null)
    {
        lock (_gate) return State.NewRequest(method, out nextHop, sequence);
    }

    public SipPeer? ReusablePeer(SipUri nextHop)
    {
        lock (_gate) return State.ReusablePeer(nextHop);
    }

    public void RefreshTarget(SipMessage message)
    {
        lock (_gate) State.RefreshTarget(message);
    }

    public void OnReinviteAccepted(ReinviteServer server, SdpDescription local)
    {
        RefreshTarget(server.Request);
        LocalSdp = local;
        if (server.Offer is not null) RemoteSdp = server.Offer;
        _reinvites.OnAnswered(server);
    }

    public void OnReinviteRejected(ReinviteServer server) => _reinvites.OnAnswered(server);

    private async Task<SipRequestOutcome> SendAsync(string method, SipHeaders? headers, ReadOnlyMemory<byte> body, string? contactUser, Action<uint>? leaves = null)
    {
        var outcome = await new RequestClient(_agent)
            .RunAsync(Make, new RequestSending(null, ReusablePeer, contactUser, State.IsSecure, IsOrigin), Credentials).ConfigureAwait(false);
        if (method == SipMethods.Update && outcome.Response is { IsSuccess: true } response) OnRefreshed(response);
        return outcome;

        SipRequest Make(out SipUri nextHop)
        {
            var request = NewRequest(method, out nextHop);
            if (method == SipMethods.Update)
            {
                _agent.Messages.AddCapabilities(request.Headers);
                Timer.AddTo(request.Headers);
            }
            MessageFactory.CopyExtra(headers, request.Headers, allowContact: false);
            request.Body = body;
            leaves?.Invoke(request.CSeq.Number);
            return request;
        }
    }

    /// <summary>Credentials go to the address that the call was made to, not to where its Contact may have moved us (digest leak).</summary>
    public bool IsOrigin(SipPeer peer) => peer.EndPoint.Address.Equals(_origin);

    private async Task SendByeAsync(SipHeaders? headers, SipSessionEnd reason)
    {
        if (!SetEnded(reason)) return;
        // The callee waits with its BYE for the ACK, or for giving up on it (RFC 3261, 15).
        if (reason != SipSessionEnd.NoAck && IsAwaitingFirstAck) await _confirmed.Task.ConfigureAwait(false);
        await SendAsync(SipMethods.Bye, headers, default, null).ConfigureAwait(false);
        _agent.Sessions.TryRemove(State.Id, out _);
    }

    private bool IsAwaitingFirstAck
    {
        get
        {
            lock (_gate) return _repeater is not null && !_confirmed.Task.IsCompleted;
        }
    }

    private void OnNoAck()
    {
        lock (_gate) _repeater = null;
        if (HasEnded) _confirmed.TrySetResult(false);
        else _ = ByeAsync(null, SipSessionEnd.NoAck);
    }

    /// <summary>Ends without a BYE of ours.</summary>
    private void End(SipSessionEnd reason)
    {
        lock (_gate)
        {
            _repeater?.Dispose();
            _repeater = null;
        }
        SetEnded(reason);
        _confirmed.TrySetResult(false);
        _agent.Sessions.TryRemove(State.Id, out _);
    }

    private bool SetEnded(SipSessionEnd reason)
    {
        if (!_ended.TrySetResult(reason)) return false;
        if (reason == SipSessionEnd.NoAck) _confirmed.TrySetResult(false);
        Timer.Stop();
        Referrals.OnEnded();
        _reinvites.OnEnded();
        return true;
    }
}

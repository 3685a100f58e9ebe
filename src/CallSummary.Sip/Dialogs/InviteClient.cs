using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Resolution;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transactions;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Dialogs;

/// <summary>The client side of a new call (RFC 3261, 13.2): challenges, provisional responses, CANCEL, forks.</summary>
internal sealed class InviteClient : IClientTransactionUser
{
    private const int MaxForks = 16;

    private readonly SipAgent _agent;
    private readonly OutgoingInvite _invite;
    private readonly IProgress<SipProvisional>? _progress;
    private readonly InviteRequests _requests;
    private readonly DigestClient? _digest;
    private readonly SerialQueue _queue;
    private readonly TaskCompletionSource<InviteOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, SessionDialog> _forks = [];
    private readonly Dictionary<string, EarlyDialog> _early = [];
    private readonly Lock _gate = new();
    private InviteClientTransaction? _transaction;
    private PeerWalk? _walk;
    private SipPeer? _peer;
    private bool _hasProvisional;
    private bool _isCancelled;
    private bool _isDecided;

    public InviteClient(SipAgent agent, OutgoingInvite invite, IProgress<SipProvisional>? progress)
    {
        _agent = agent;
        _invite = invite;
        _progress = progress;
        _requests = new InviteRequests(agent, invite);
        _digest = invite.Credentials is null ? null : new DigestClient(invite.Credentials);
        _queue = new SerialQueue(agent.OnFault);
    }

    public async Task<InviteOutcome> RunAsync(CancellationToken cancellationToken)
    {
        await using var cancelled = cancellationToken.UnsafeRegister(static state => ((InviteClient)state!).Cancel(), this).ConfigureAwait(false);
        await using var stopped = _agent.Stopping.UnsafeRegister(static state => ((InviteClient)state!).Cancel(), this).ConfigureAwait(false);
        await SendAsync().ConfigureAwait(false);
        return await _outcome.Task.ConfigureAwait(false);
    }

    public void OnResponse(ClientTransaction transaction, SipResponse response)
    {
        if (response.IsProvisional) OnProvisional(transaction, response);
        else if (response.IsSuccess) OnSuccess(transaction, response);
        else OnFailure(response);
    }

    public void OnFailed(ClientTransaction transaction, ClientFailure failure)
    {
        if (TryNextServer()) return;
        Decide(_isCancelled ? InviteResult.Cancelled : failure == ClientFailure.Timeout ? InviteResult.Timeout : InviteResult.TransportError);
    }

    /// <summary>Another server of the domain, when one failed before it rang (RFC 3263, 4.3).</summary>
    private bool TryNextServer()
    {
        lock (_gate)
        {
            if (_isCancelled || _isDecided || _forks.Count > 0 || _walk?.HasMore != true) return false;
            _peer = null;
        }
        _ = Task.Run(SendAsync);
        return true;
    }

    private async Task SendAsync()
    {
        try
        {
            _walk ??= new PeerWalk(_agent, _requests.NextHop, _invite.Protocol, null);
            _peer ??= await _walk.NextAsync().ConfigureAwait(false);
            if (_peer is not { } peer)
            {
                Decide(InviteResult.TransportError);
                return;
            }
            var request = _requests.Make(peer, _digest);
            InviteClientTransaction transaction;
            lock (_gate)
            {
                if (_isCancelled)
                {
                    Decide(InviteResult.Cancelled);
                    return;
                }
                _hasProvisional = false;
                _transaction = transaction = (InviteClientTransaction)_agent.Transactions.NewClient(request, peer, this);
            }
            transaction.Start();
            if (_invite.FirstResponseTimeout is { } patience) transaction.ExpectFirst(patience);
        }
        catch (Exception exception)
        {
            _agent.OnFault(exception);
            Decide(InviteResult.TransportError);
        }
    }

    private void OnProvisional(ClientTransaction transaction, SipResponse response)
    {
        lock (_gate)
        {
            if (transaction != _transaction) return;
            var isFirst = !_hasProvisional;
            _hasProvisional = true;
            if (isFirst && _isCancelled) SendCancel();
        }
        if (response.StatusCode == 100) return;
        if (response.To.Tag is { } tag && EarlyOf(tag, transaction, response) is { } early && !early.OnProvisional(response)) return;
        if (_progress is null) return;
        _ = SdpBody.TryRead(response, out var sdp);
        _queue.Post(() =>
        {
            _progress.Report(new SipProvisional(response, sdp));
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>The early dialog of a branch, made on its first response; null over the cap.</summary>
    private EarlyDialog? EarlyOf(string tag, ClientTransaction transaction, SipResponse response)
    {
        lock (_gate)
        {
            if (_early.TryGetValue(tag, out var known)) return known;
            if (_isDecided || _early.Count >= MaxForks) return null;
            var state = DialogState.OfClient(transaction.Request, response, transaction.Peer, _requests.ContactUser, _requests.NextHop);
            var early = new EarlyDialog(_agent, state, _invite, transaction.Request.CSeq.Number, Answer);
            _agent.Early[state.Id] = early;
            return _early[tag] = early;
        }
    }

    private void OnSuccess(ClientTransaction transaction, SipResponse response)
    {
        var tag = response.To.Tag ?? "";
        SessionDialog? dialog;
        bool isWinner, isFirst;
        lock (_gate)
        {
            isFirst = !_forks.TryGetValue(tag, out dialog);
            isWinner = isFirst && _forks.Count == 0 && !_isCancelled;
            if (dialog is null)
            {
                if (_forks.Count >= MaxForks) return; // a proxy that forks without end
                dialog = NewDialog(transaction, response);
                _forks[tag] = dialog;
            }
        }
        // With a reliable response offer and answer are complete before the 200.
        var answersInAck = _invite.Sdp is null && EarlyOf(tag)?.IsAnswered != true;
        if (isFirst && answersInAck && dialog.RemoteSdp is { } offer) dialog.LocalSdp = Answer(offer);
        _agent.SendAck(dialog, transaction.Request, answersInAck ? dialog.LocalSdp : null);
        if (!isFirst) return; // a repeated 200: the ACK was lost
        dialog.Timer.OnSuccess(response);
        var isUsable = dialog.LocalSdp is not null;
        if (!isWinner || !isUsable)
        {
            _ = dialog.ByeAsync(null, SipSessionEnd.LocalBye);
            if (_isCancelled) Decide(InviteResult.Cancelled, response);
            else if (isWinner) Decide(InviteResult.Rejected, response);
            return;
        }
        Decide(InviteResult.Answered, response, dialog.Session);
    }

    private EarlyDialog? EarlyOf(string tag)
    {
        lock (_gate) return _early.GetValueOrDefault(tag);
    }

    private SessionDialog NewDialog(ClientTransaction transaction, SipResponse response)
    {
        var early = _early.GetValueOrDefault(response.To.Tag ?? "");
        var state = early?.State ?? DialogState.OfClient(transaction.Request, response, transaction.Peer, _requests.ContactUser, _requests.NextHop);
        if (early is not null) state.Confirm(response);
        _ = SdpBody.TryRead(response, out var remote);
        if (early is not null && (early.IsAnswered || remote is null)) remote = early.RemoteSdp;
        var dialog = new SessionDialog(_agent, state, _invite.SessionHandler, _invite.Credentials) { LocalSdp = early?.LocalSdp ?? _invite.Sdp, RemoteSdp = remote };
        _agent.Sessions[state.Id] = dialog;
        _agent.Early.TryRemove(state.Id, out _);
        return dialog;
    }

    private void OnFailure(SipResponse response)
    {
        bool isCancelled;
        lock (_gate) isCancelled = _isCancelled;
        if (!isCancelled && response.StatusCode is 401 or 407 && _digest?.TryTake(response) == true)
        {
            _ = Task.Run(SendAsync);
            return;
        }
        if (!isCancelled && response.StatusCode == 422 && _requests.TryRaise(SessionExpires.MinimumOf(response)))
        {
            _ = Task.Run(SendAsync);
            return;
        }
        if (response.StatusCode == 503 && TryNextServer()) return;
        Decide(isCancelled ? InviteResult.Cancelled : InviteResult.Rejected, response);
    }

    private SdpDescription? Answer(SdpDescription offer)
    {
        try
        {
            return _invite.AnswerOffer?.Invoke(offer);
        }
        catch (Exception exception)
        {
            _agent.OnFault(exception);
            return null;
        }
    }

    private void Cancel()
    {
        lock (_gate)
        {
            if (_isCancelled || _isDecided) return;
            _isCancelled = true;
            // CANCEL waits for a provisional response (RFC 3261, 9.1); without one timer B ends the wait.
            if (_hasProvisional) SendCancel();
        }
    }

    private void SendCancel()
    {
        var transaction = _transaction!;
        var cancel = InviteRequests.CancelOf(transaction.Request);
        _agent.Transactions.NewClient(cancel, transaction.Peer, new RequestClient(_agent)).Start();
        transaction.ExpectFinal();
    }

    private void Decide(InviteResult result, SipResponse? response = null, SipSession? session = null)
    {
        lock (_gate)
        {
            if (_isDecided) return;
            _isDecided = true;
            foreach (var early in _early.Values) _agent.Early.TryRemove(early.State.Id, out _);
        }
        // Behind the last provisional response that was reported.
        _queue.Post(() =>
        {
            _outcome.TrySetResult(new InviteOutcome(result, session, response));
            return ValueTask.CompletedTask;
        });
    }
}

using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Resolution;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transactions;

namespace CallSummary.Sip.Dialogs;

/// <summary>One re-INVITE of ours (RFC 3261, 14.1): sends it and acknowledges every 2xx.</summary>
/// <param name="agent">The core.</param>
/// <param name="dialog">The session.</param>
/// <param name="offer">Our offer; null: the peer offers in its 200.</param>
/// <param name="answer">Answers the peer's offer in the ACK; null from it: our last description stays.</param>
internal sealed class ReinviteClient(SipAgent agent, SessionDialog dialog, SdpDescription? offer, Func<SdpDescription, SdpDescription?>? answer) : IClientTransactionUser
{
    private TaskCompletionSource<SipRequestOutcome> _final = NewSource();
    private SdpDescription? _answer;

    /// <summary>What went out in the ACK.</summary>
    public SdpDescription? Answer => _answer;

    public async Task<SipRequestOutcome> RunAsync()
    {
        var digest = dialog.Credentials is { } credentials ? new DigestClient(credentials) : null;
        while (true)
        {
            var request = dialog.NewRequest(SipMethods.Invite, out var nextHop);
            if (await new PeerWalk(agent, nextHop, null, dialog.ReusablePeer(nextHop)).NextAsync().ConfigureAwait(false) is not { } peer)
            {
                return new SipRequestOutcome(SipRequestResult.TransportError);
            }
            agent.Messages.AddContact(request.Headers, peer, dialog.State.ContactUser, dialog.State.IsSecure);
            agent.Messages.AddCapabilities(request.Headers);
            dialog.Timer.AddTo(request.Headers);
            SdpBody.Attach(request, offer);
            digest?.Authorize(request);
            agent.Messages.AddVia(request, peer);
            agent.Transactions.NewClient(request, peer, this).Start();
            var outcome = await _final.Task.ConfigureAwait(false);
            if (outcome.Response is not { StatusCode: 401 or 407 } challenge || !dialog.IsOrigin(peer) || digest?.TryTake(challenge) != true) return outcome;
            _final = NewSource();
        }
    }

    public void OnResponse(ClientTransaction transaction, SipResponse response)
    {
        if (response.IsProvisional) return;
        if (response.IsSuccess)
        {
            dialog.OnRefreshed(response);
            if (offer is null && _answer is null && SdpBody.TryRead(response, out var theirs) && theirs is not null) _answer = AnswerTo(theirs);
            agent.SendAck(dialog, transaction.Request, offer is null ? _answer : null);
        }
        _final.TrySetResult(new SipRequestOutcome(SipRequestResult.Responded, response));
    }

    public void OnFailed(ClientTransaction transaction, ClientFailure failure) => _final.TrySetResult(
        new SipRequestOutcome(failure == ClientFailure.Timeout ? SipRequestResult.Timeout : SipRequestResult.TransportError));

    private static TaskCompletionSource<SipRequestOutcome> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SdpDescription? AnswerTo(SdpDescription theirs)
    {
        try
        {
            if (answer?.Invoke(theirs) is { } made) return made;
        }
        catch (Exception exception)
        {
            agent.OnFault(exception);
        }
        // An offer must be answered, and there is no way to refuse it in an ACK.
        return SdpMirror.Answer(theirs, dialog.LocalSdp) ?? dialog.LocalSdp;
    }
}

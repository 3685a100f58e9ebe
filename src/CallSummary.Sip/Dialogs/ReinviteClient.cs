using CallSummary.Sip.Messages;
using CallSummary.Sip.Resolution;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transactions;

namespace CallSummary.Sip.Dialogs;

/// <summary>One re-INVITE of ours (RFC 3261, 14.1): sends it and acknowledges every 2xx.</summary>
internal sealed class ReinviteClient(SipAgent agent, SessionDialog dialog) : IClientTransactionUser
{
    private readonly TaskCompletionSource<SipRequestOutcome> _final = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<SipRequestOutcome> RunAsync(SdpDescription offer)
    {
        var request = dialog.NewRequest(SipMethods.Invite, out var nextHop);
        if (await new PeerWalk(agent, nextHop, null, dialog.ReusablePeer(nextHop)).NextAsync().ConfigureAwait(false) is not { } peer)
        {
            return new SipRequestOutcome(SipRequestResult.TransportError);
        }
        agent.Messages.AddContact(request.Headers, peer, dialog.State.ContactUser, dialog.State.IsSecure);
        agent.Messages.AddCapabilities(request.Headers);
        SdpBody.Attach(request, offer);
        agent.Messages.AddVia(request, peer);
        agent.Transactions.NewClient(request, peer, this).Start();
        return await _final.Task.ConfigureAwait(false);
    }

    public void OnResponse(ClientTransaction transaction, SipResponse response)
    {
        if (response.IsProvisional) return;
        if (response.IsSuccess)
        {
            dialog.RefreshTarget(response);
            agent.SendAck(dialog, transaction.Request, null);
        }
        _final.TrySetResult(new SipRequestOutcome(SipRequestResult.Responded, response));
    }

    public void OnFailed(ClientTransaction transaction, ClientFailure failure) => _final.TrySetResult(
        new SipRequestOutcome(failure == ClientFailure.Timeout ? SipRequestResult.Timeout : SipRequestResult.TransportError));
}

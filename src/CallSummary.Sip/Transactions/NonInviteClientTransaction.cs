using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Transactions;

/// <summary>RFC 3261, 17.1.2.</summary>
internal sealed class NonInviteClientTransaction(
    TransactionLayer layer, TransactionKey key, SipRequest request, SipPeer peer, IClientTransactionUser user)
    : ClientTransaction(layer, key, request, peer, user)
{
    public override void OnResponse(SipResponse response)
    {
        lock (Gate)
        {
            if (State is not (TransactionState.Trying or TransactionState.Proceeding)) return;
            if (response.IsProvisional)
            {
                State = TransactionState.Proceeding;
                if (!IsReliable) RepeatAfter(Options.T2); // timer E
            }
            else
            {
                State = TransactionState.Completed;
                StopRepeat();
                if (IsReliable) Terminate();
                else DeadlineAfter(Options.T4); // timer K
            }
        }
        User.OnResponse(this, response);
    }

    protected override void OnRepeat() => SendRequest();
}

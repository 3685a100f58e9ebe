using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Transactions;

/// <summary>RFC 3261, 17.2.2.</summary>
internal sealed class NonInviteServerTransaction(TransactionLayer layer, TransactionKey key, SipRequest request, SipPeer source)
    : ServerTransaction(layer, key, request, source)
{
    public override void Respond(SipResponse response)
    {
        lock (Gate)
        {
            if (State is not (TransactionState.Trying or TransactionState.Proceeding)) return;
            LastResponse = response.ToBytes();
            LastStatus = response.StatusCode;
            SendLast();
            if (response.IsProvisional)
            {
                State = TransactionState.Proceeding;
                return;
            }
            State = TransactionState.Completed;
            if (IsReliable) Terminate();
            else DeadlineAfter(Timeout64); // timer J
        }
    }

    public override void OnRetransmission()
    {
        lock (Gate)
        {
            if (State is TransactionState.Proceeding or TransactionState.Completed) SendLast();
        }
    }

    protected override void OnRepeat()
    {
    }

    protected override Action? OnDeadline()
    {
        Terminate();
        return null;
    }
}

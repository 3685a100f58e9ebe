using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Transactions;

/// <summary>RFC 3261, 17.2.1 with the accepted state of RFC 6026.</summary>
internal sealed class InviteServerTransaction(TransactionLayer layer, TransactionKey key, SipRequest request, SipPeer source)
    : ServerTransaction(layer, key, request, source)
{
    /// <summary>What a CANCEL does (RFC 3261, 9.2); set before the request is handed on.</summary>
    public Action? CancelRequested { get; set; }

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
            }
            else if (response.IsSuccess)
            {
                State = TransactionState.Accepted;
                DeadlineAfter(Timeout64); // timer L
            }
            else
            {
                State = TransactionState.Completed;
                if (!IsReliable) RepeatAfter(Options.T1); // timer G
                DeadlineAfter(Timeout64); // timer H
            }
        }
    }

    /// <summary>Sends the 2xx again: its retransmission belongs to the user agent (RFC 3261, 13.3.1.4), over any transport.</summary>
    public void RepeatSuccess()
    {
        lock (Gate)
        {
            if (State == TransactionState.Accepted) SendLast();
        }
    }

    public override void OnRetransmission()
    {
        lock (Gate)
        {
            if (State is TransactionState.Proceeding or TransactionState.Completed) SendLast();
        }
    }

    /// <summary>True when the ACK belongs to a 2xx and so to the dialog.</summary>
    public bool OnAck()
    {
        lock (Gate)
        {
            if (State == TransactionState.Completed)
            {
                State = TransactionState.Confirmed;
                StopRepeat();
                if (IsReliable) Terminate();
                else DeadlineAfter(Options.T4); // timer I
            }
            return State == TransactionState.Accepted;
        }
    }

    protected override void OnRepeat() => SendLast();

    protected override Action? OnDeadline()
    {
        Terminate();
        return null;
    }
}

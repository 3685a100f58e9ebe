using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Transactions;

/// <summary>RFC 3261, 17.1.1 with the accepted state of RFC 6026.</summary>
internal sealed class InviteClientTransaction(
    TransactionLayer layer, TransactionKey key, SipRequest request, SipPeer peer, IClientTransactionUser user)
    : ClientTransaction(layer, key, request, peer, user)
{
    private static readonly TimeSpan s_timerD = TimeSpan.FromSeconds(32);

    private byte[]? _ack;

    public override void OnResponse(SipResponse response)
    {
        lock (Gate)
        {
            switch (State)
            {
                case TransactionState.Trying or TransactionState.Proceeding when response.IsProvisional:
                    State = TransactionState.Proceeding;
                    StopRepeat();
                    StopDeadline();
                    break;
                case TransactionState.Trying or TransactionState.Proceeding when response.IsSuccess:
                    State = TransactionState.Accepted;
                    StopRepeat();
                    DeadlineAfter(Timeout64); // timer M
                    break;
                case TransactionState.Trying or TransactionState.Proceeding:
                    State = TransactionState.Completed;
                    StopRepeat();
                    var ack = Acknowledge(response);
                    _ack = ack.ToBytes();
                    Layer.Trace(ack, null, Peer, isSent: true);
                    Peer.TrySend(_ack);
                    if (IsReliable) Terminate();
                    else DeadlineAfter(s_timerD);
                    break;
                case TransactionState.Completed:
                    if (_ack is not null && response.StatusCode >= 300) Peer.TrySend(_ack);
                    return;
                case TransactionState.Accepted when response.IsSuccess:
                    break; // a retransmission or another fork: the user agent acknowledges
                default:
                    return;
            }
        }
        User.OnResponse(this, response);
    }

    /// <summary>Gives up earlier than timer B when nothing at all was heard.</summary>
    public void ExpectFirst(TimeSpan patience)
    {
        lock (Gate)
        {
            if (State == TransactionState.Trying && patience < Timeout64) DeadlineAfter(patience);
        }
    }

    /// <summary>Bounds the wait after a CANCEL (RFC 3261, 9.1).</summary>
    public void ExpectFinal()
    {
        lock (Gate)
        {
            if (State == TransactionState.Proceeding) DeadlineAfter(Timeout64);
        }
    }

    protected override void OnRepeat()
    {
        if (State == TransactionState.Trying) SendRequest();
    }

    protected override TimeSpan NextInterval(TimeSpan interval) => interval * 2; // timer A has no cap but timer B

    /// <summary>The ACK to a non-2xx (RFC 3261, 17.1.1.3).</summary>
    private SipRequest Acknowledge(SipResponse response)
    {
        var ack = new SipRequest(SipMethods.Ack, Request.RequestUri);
        ack.Headers.AddParsed(SipHeaderNames.Via, Request.TopVia!.ToString());
        foreach (var route in Request.Headers.Lines(SipHeaderNames.Route)) ack.Headers.AddParsed(SipHeaderNames.Route, route);
        ack.Headers.AddParsed(SipHeaderNames.MaxForwards, "70");
        ack.Headers.AddParsed(SipHeaderNames.From, Request.Headers[SipHeaderNames.From]!);
        ack.Headers.AddParsed(SipHeaderNames.To, response.Headers[SipHeaderNames.To]!);
        ack.Headers.AddParsed(SipHeaderNames.CallId, Request.CallId);
        ack.Headers.AddParsed(SipHeaderNames.CSeq, new CSeq(Request.CSeq.Number, SipMethods.Ack).ToString());
        return ack;
    }
}

using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Transactions;

/// <summary>The core above the transactions. Called on transports' loops: it must not block.</summary>
internal interface ITransactionUser
{
    void OnRequest(ServerTransaction transaction);

    /// <summary>An ACK to a 2xx.</summary>
    void OnAck(SipRequest ack, SipPeer peer);
}

using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Transactions;

/// <summary>Who sent a request. Called on a transport's loop or a timer: it must not block.</summary>
internal interface IClientTransactionUser
{
    void OnResponse(ClientTransaction transaction, SipResponse response);

    void OnFailed(ClientTransaction transaction, ClientFailure failure);
}

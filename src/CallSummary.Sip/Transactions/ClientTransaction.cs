using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Transactions;

/// <summary>A request of ours that waits for its response.</summary>
internal abstract class ClientTransaction : SipTransaction
{
    private readonly byte[] _bytes;

    protected ClientTransaction(TransactionLayer layer, TransactionKey key, SipRequest request, SipPeer peer, IClientTransactionUser user)
        : base(layer, key, peer)
    {
        Request = request;
        User = user;
        _bytes = request.ToBytes();
    }

    public SipRequest Request { get; }

    protected IClientTransactionUser User { get; }

    /// <summary>Sends the request and arms the timers.</summary>
    public void Start()
    {
        bool sent;
        lock (Gate)
        {
            if (State != TransactionState.Trying) return;
            DeadlineAfter(Timeout64); // timer B or F
            if (!IsReliable) RepeatAfter(Options.T1); // timer A or E
            sent = SendRequest();
        }
        if (!sent) Fail(ClientFailure.Transport);
    }

    public abstract void OnResponse(SipResponse response);

    /// <summary>Ends without a response, once.</summary>
    public void Fail(ClientFailure failure)
    {
        lock (Gate)
        {
            if (State is not (TransactionState.Trying or TransactionState.Proceeding)) return;
            Terminate();
        }
        User.OnFailed(this, failure);
    }

    protected bool SendRequest()
    {
        Layer.Trace(Request, null, Peer, isSent: true);
        return Peer.TrySend(_bytes);
    }

    /// <summary>Before a final response the deadline is a timeout; after it, the end.</summary>
    protected override Action? OnDeadline()
    {
        var isWaiting = State is TransactionState.Trying or TransactionState.Proceeding;
        Terminate();
        return isWaiting ? () => User.OnFailed(this, ClientFailure.Timeout) : null;
    }
}

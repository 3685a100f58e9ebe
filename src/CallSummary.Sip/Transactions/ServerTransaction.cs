using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Transactions;

/// <summary>A request from a peer that waits for its response.</summary>
internal abstract class ServerTransaction : SipTransaction
{
    protected ServerTransaction(TransactionLayer layer, TransactionKey key, SipRequest request, SipPeer source)
        : base(layer, key, source)
    {
        Request = request;
        ResponsePeer = source.Channel.IsReliable ? source : source with { EndPoint = ViaRouting.ResponseTarget(request.TopVia!, source.EndPoint) };
    }

    public SipRequest Request { get; }

    protected SipPeer ResponsePeer { get; }

    /// <summary>The merged-request index entry, where this transaction has one.</summary>
    public MergeKey? Merge { get; init; }

    protected byte[]? LastResponse { get; set; }

    protected int LastStatus { get; set; }

    /// <summary>Sends a response. Ignored when a final one was sent before.</summary>
    public abstract void Respond(SipResponse response);

    /// <summary>The same request came again.</summary>
    public abstract void OnRetransmission();

    protected void SendLast()
    {
        if (LastResponse is not { } bytes) return;
        Layer.Trace(Request, LastStatus, ResponsePeer, isSent: true); // Before it goes: the peer's answer may be here at once.
        ResponsePeer.TrySend(bytes);
    }
}

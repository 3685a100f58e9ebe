using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Transactions;

/// <summary>What matches messages to transactions (RFC 3261, 17.1.3 and 17.2.3).</summary>
internal readonly record struct TransactionKey(string Branch, string SentBy, string Method)
{
    /// <summary>A request's key; its ACK and CANCEL are found with <paramref name="method"/> INVITE.</summary>
    public static TransactionKey OfRequest(SipRequest request, string method)
    {
        var via = request.TopVia!;
        if (via.HasMagicCookie) return new TransactionKey(via.Branch!, via.SentBy, method);
        // RFC 2543 peers: what stays the same between a request, its retransmissions, its ACK and its CANCEL.
        return new TransactionKey($"{request.CallId}|{request.From.Tag}|{request.CSeq.Number}|{via.Branch}", via.SentBy, method);
    }

    /// <summary>A response's key: the branch is ours and unguessable, so it is enough with the method.</summary>
    public static TransactionKey OfResponse(SipResponse response) => new(response.TopVia?.Branch ?? "", "", response.CSeq.Method);
}

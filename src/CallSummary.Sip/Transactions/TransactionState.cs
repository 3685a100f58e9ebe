namespace CallSummary.Sip.Transactions;

/// <summary>The states of RFC 3261, 17 and RFC 6026; each machine uses those it has. The client's Calling is Trying.</summary>
internal enum TransactionState
{
    Trying,
    Proceeding,
    Completed,
    /// <summary>INVITE server: the ACK to a non-2xx came.</summary>
    Confirmed,
    /// <summary>INVITE: a 2xx went by (RFC 6026).</summary>
    Accepted,
    Terminated,
}

namespace CallSummary.Sip.Transactions;

/// <summary>Tells one request that arrived over two paths (RFC 3261, 8.2.2.2).</summary>
internal readonly record struct MergeKey(string CallId, string FromTag, uint CSeq, string Method);

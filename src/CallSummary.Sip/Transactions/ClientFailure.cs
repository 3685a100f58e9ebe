namespace CallSummary.Sip.Transactions;

/// <summary>Why a client transaction ended without a final response.</summary>
internal enum ClientFailure
{
    /// <summary>Timer B or F fired.</summary>
    Timeout,
    Transport,
}

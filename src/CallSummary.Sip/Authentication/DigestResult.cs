namespace CallSummary.Sip.Authentication;

/// <summary>What a check of digest credentials found.</summary>
public enum DigestResult
{
    Accepted,

    /// <summary>No credentials for our realm.</summary>
    Missing,

    /// <summary>Right, but under a nonce that expired or was used before: the peer repeats without asking its user.</summary>
    Stale,

    /// <summary>Wrong user, password or digest. Which of them is not told.</summary>
    Rejected,
}

namespace CallSummary.Contracts;

/// <summary>How much a call looks like voice phishing while it runs.</summary>
public enum RiskLevel
{
    /// <summary>Not known to this version; never sent.</summary>
    Unknown = 0,

    /// <summary>의심: some signs; the subscriber should be careful.</summary>
    Suspicious = 1,

    /// <summary>위험: the signs of a fraud; the subscriber should hang up.</summary>
    Dangerous = 2,
}

namespace CallSummary.Sip.Authentication;

/// <summary>The digest algorithms of RFC 8760 that peers use.</summary>
public enum DigestAlgorithm
{
    /// <summary>RFC 2617; weak, but what most trunks still ask for.</summary>
    Md5,
    Sha256,
}

namespace CallSummary.Rtp.Security;

/// <summary>How the packets of a stream are protected (RFC 3711, RFC 7714).</summary>
public enum SrtpSuite
{
    /// <summary>AES in counter mode, HMAC-SHA1 with a tag of 80 bits (RFC 4568 section 6.2.1): what every telephone has.</summary>
    AesCm128HmacSha1Tag80,

    /// <summary>The same with a tag of 32 bits on RTP (RFC 4568 section 6.2.2).</summary>
    AesCm128HmacSha1Tag32,

    /// <summary>AES-GCM with a key of 128 bits (RFC 7714).</summary>
    AeadAes128Gcm,

    /// <summary>AES-GCM with a key of 256 bits (RFC 7714).</summary>
    AeadAes256Gcm,
}

namespace CallSummary.Sip.Sdp;

/// <summary>The suites of a=crypto that have a known key length (RFC 4568, 6.2; RFC 6188; RFC 7714, 14.2).</summary>
public static class SdpCryptoSuites
{
    public const string AesCm128HmacSha1Tag80 = "AES_CM_128_HMAC_SHA1_80";
    public const string AesCm128HmacSha1Tag32 = "AES_CM_128_HMAC_SHA1_32";
    public const string AesCm256HmacSha1Tag80 = "AES_256_CM_HMAC_SHA1_80";
    public const string AeadAes128Gcm = "AEAD_AES_128_GCM";
    public const string AeadAes256Gcm = "AEAD_AES_256_GCM";

    /// <summary>Bytes of master key and master salt together; 0 for a suite that is not known.</summary>
    public static int KeyBytes(string suite) => suite switch
    {
        AesCm128HmacSha1Tag80 or AesCm128HmacSha1Tag32 => 16 + 14,
        AesCm256HmacSha1Tag80 => 32 + 14,
        AeadAes128Gcm => 16 + 12,
        AeadAes256Gcm => 32 + 12,
        _ => 0,
    };
}

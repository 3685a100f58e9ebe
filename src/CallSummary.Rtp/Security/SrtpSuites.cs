namespace CallSummary.Rtp.Security;

/// <summary>What differs between the suites.</summary>
internal static class SrtpSuites
{
    private static readonly string[] Names =
        ["AES_CM_128_HMAC_SHA1_80", "AES_CM_128_HMAC_SHA1_32", "AEAD_AES_128_GCM", "AEAD_AES_256_GCM"];

    /// <summary>The name in a session description (RFC 4568 section 6.2, RFC 7714 section 14.2).</summary>
    public static string Name(this SrtpSuite suite) => Names[(int)suite];

    public static bool TryParse(string name, out SrtpSuite suite)
    {
        var index = Array.IndexOf(Names, name);
        suite = (SrtpSuite)Math.Max(index, 0);
        return index >= 0;
    }

    public static bool IsAead(this SrtpSuite suite) => suite is SrtpSuite.AeadAes128Gcm or SrtpSuite.AeadAes256Gcm;

    public static int KeyLength(this SrtpSuite suite) => suite == SrtpSuite.AeadAes256Gcm ? 32 : 16;

    public static int SaltLength(this SrtpSuite suite) => suite.IsAead() ? 12 : 14;

    /// <summary>RTCP keeps the long tag even with the short suite (RFC 4568 section 6.2.2).</summary>
    public static int TagLength(this SrtpSuite suite, bool control) => suite switch
    {
        SrtpSuite.AesCm128HmacSha1Tag80 => 10,
        SrtpSuite.AesCm128HmacSha1Tag32 => control ? 10 : 4,
        _ => 16,
    };

    public static SrtpTransform CreateTransform(this SrtpSuite suite, SrtpSessionKeys keys, bool control) =>
        suite.IsAead() ? new AesGcmTransform(keys) : new AesCounterTransform(keys, suite.TagLength(control));
}

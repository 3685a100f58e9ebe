using CallSummary.Rtp.Security;
using Org.BouncyCastle.Tls;

namespace CallSummary.Gateway.Media.Dtls;

/// <summary>What <c>use_srtp</c> negotiates (RFC 5764 section 4.1.2, RFC 7714 section 14.2), and the keys that come of it.</summary>
internal static class SrtpProfiles
{
    private const string ExporterLabel = "EXTRACTOR-dtls_srtp";

    private static readonly (int Profile, SrtpSuite Suite, int Key, int Salt)[] Known =
    [
        (SrtpProtectionProfile.SRTP_AEAD_AES_128_GCM, SrtpSuite.AeadAes128Gcm, 16, 12),
        (SrtpProtectionProfile.SRTP_AEAD_AES_256_GCM, SrtpSuite.AeadAes256Gcm, 32, 12),
        (SrtpProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80, SrtpSuite.AesCm128HmacSha1Tag80, 16, 14),
        (SrtpProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32, SrtpSuite.AesCm128HmacSha1Tag32, 16, 14),
    ];

    /// <summary>All that we do, in order of preference.</summary>
    public static UseSrtpData Offer => new([.. Known.Select(k => k.Profile)], []);

    /// <summary>The offered profile that we like best; null when there is none.</summary>
    public static int? Choose(UseSrtpData? offered) =>
        offered is null ? null : Known.Where(k => offered.ProtectionProfiles.Contains(k.Profile)).Select(k => (int?)k.Profile).FirstOrDefault();

    /// <summary>The keys of a finished handshake (RFC 5764 section 4.2: client key, server key, client salt, server salt).</summary>
    public static SrtpKeys Keys(TlsContext context, int profile)
    {
        var (_, suite, keyLength, saltLength) = Known.Single(k => k.Profile == profile);
        var material = context.ExportKeyingMaterial(ExporterLabel, null, 2 * (keyLength + saltLength));
        var client = new SrtpKey(suite, [.. material.AsSpan(0, keyLength), .. material.AsSpan(2 * keyLength, saltLength)]);
        var server = new SrtpKey(suite, [.. material.AsSpan(keyLength, keyLength), .. material.AsSpan((2 * keyLength) + saltLength, saltLength)]);
        return context.IsServer ? new SrtpKeys(server, client) : new SrtpKeys(client, server);
    }
}

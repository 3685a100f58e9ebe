using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CallSummary.Sip.Sdp;

/// <summary>An a=fingerprint line (RFC 8122, 5): the hash of the certificate that the DTLS handshake will show.</summary>
/// <param name="Hash">"sha-256" and its kin, lower case.</param>
/// <param name="Value">Upper-case hex bytes with colons between.</param>
public sealed record SdpFingerprint(string Hash, string Value)
{
    /// <summary>The SHA-256 fingerprint of a certificate.</summary>
    public static SdpFingerprint Of(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new SdpFingerprint("sha-256", Format(certificate.GetCertHash(HashAlgorithmName.SHA256)));
    }

    /// <summary>Whether a certificate is the one meant. MD5 and SHA-1 never match: they can be forged.</summary>
    public bool Matches(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        HashAlgorithmName? algorithm = Hash switch
        {
            "sha-256" => HashAlgorithmName.SHA256,
            "sha-384" => HashAlgorithmName.SHA384,
            "sha-512" => HashAlgorithmName.SHA512,
            _ => null,
        };
        return algorithm is { } known && Format(certificate.GetCertHash(known)) == Value;
    }

    /// <summary>Reads the attribute's value. Never throws.</summary>
    public static bool TryParse(string? value, [NotNullWhen(true)] out SdpFingerprint? fingerprint)
    {
        fingerprint = null;
        var fields = value?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (fields.Length != 2 || fields[1].Length is < 47 or > 191 || fields[1].Length % 3 != 2) return false;
        var hex = fields[1].ToUpperInvariant();
        for (var i = 0; i < hex.Length; i++)
        {
            if (i % 3 == 2 ? hex[i] != ':' : !char.IsAsciiHexDigit(hex[i])) return false;
        }
        fingerprint = new SdpFingerprint(fields[0].ToLowerInvariant(), hex);
        return true;
    }

    public override string ToString() => $"{Hash} {Value}";

    /// <summary>The stream's own line, else the session's (RFC 8122, 5).</summary>
    internal static SdpFingerprint? Of(SdpMedia media, SdpDescription description) =>
        TryParse(media["fingerprint"] ?? description["fingerprint"], out var fingerprint) ? fingerprint : null;

    private static string Format(byte[] hash) => BitConverter.ToString(hash).Replace('-', ':');
}

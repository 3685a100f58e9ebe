using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace CallSummary.Sip.Sdp;

/// <summary>An a=crypto line (RFC 4568, 4) with one inline key. <see cref="ToString"/> shows the key: it is for the wire, not for logs.</summary>
/// <param name="Tag">What the answer repeats.</param>
/// <param name="Suite">One of <see cref="SdpCryptoSuites"/>.</param>
/// <param name="Key">Master key and salt, base64.</param>
/// <param name="Lifetime">Packets that the key may serve, as written (<c>2^31</c>); null when not given.</param>
/// <param name="Mki">Master key identifier and its length, as written (<c>1:4</c>); null when not given.</param>
public sealed record SdpCrypto(int Tag, string Suite, string Key, string? Lifetime = null, string? Mki = null)
{
    /// <summary>A fresh key.</summary>
    /// <exception cref="ArgumentException">The suite is not known.</exception>
    public static SdpCrypto Create(int tag, string suite)
    {
        var bytes = SdpCryptoSuites.KeyBytes(suite);
        if (bytes == 0) throw new ArgumentException($"'{suite}' is not a known crypto suite.", nameof(suite));
        return new SdpCrypto(tag, suite, Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes)));
    }

    /// <summary>Master key and salt, one after the other.</summary>
    public byte[] KeyAndSalt() => Convert.FromBase64String(Key);

    /// <summary>
    /// Reads the attribute's value. False when it is malformed, of an unknown suite, has several keys, or has a session parameter that
    /// weakens it or that we do not know (RFC 4568, 6.3): then the line is to be passed over.
    /// </summary>
    public static bool TryParse(string? value, [NotNullWhen(true)] out SdpCrypto? crypto)
    {
        crypto = null;
        var fields = value?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (fields.Length < 3 || fields[0].Length > 9 || !int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var tag)) return false;
        var bytes = SdpCryptoSuites.KeyBytes(fields[1]);
        if (bytes == 0 || !fields[2].StartsWith("inline:", StringComparison.OrdinalIgnoreCase) || fields[2].Contains(';', StringComparison.Ordinal)) return false;
        foreach (var parameter in fields.AsSpan(3))
        {
            // A window size hint concerns the sender of the line only; '-' marks what may be ignored.
            if (!parameter.StartsWith("WSH=", StringComparison.OrdinalIgnoreCase) && parameter[0] != '-') return false;
        }
        var parts = fields[2]["inline:".Length..].Split('|');
        Span<byte> key = stackalloc byte[64];
        if (parts.Length > 3 || !Convert.TryFromBase64String(parts[0], key, out var written) || written != bytes) return false;
        string? lifetime = null, mki = null;
        foreach (var part in parts.AsSpan(1))
        {
            if (part.Contains(':', StringComparison.Ordinal)) mki = part;
            else lifetime = part;
        }
        crypto = new SdpCrypto(tag, fields[1], parts[0], lifetime, mki);
        return true;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Tag} {Suite} inline:{Key}{(Lifetime is null ? "" : "|" + Lifetime)}{(Mki is null ? "" : "|" + Mki)}");

    internal static IEnumerable<SdpCrypto> Of(SdpMedia media)
    {
        foreach (var (name, value) in media.Attributes)
        {
            if (name == "crypto" && TryParse(value, out var crypto)) yield return crypto;
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CallSummary.Rtp.Security;

/// <summary>The value of an <c>a=crypto</c> attribute (RFC 4568): a key and the tag by which an answer names it.</summary>
/// <param name="Tag">1 to 999,999,999.</param>
/// <param name="Key">The key of whoever wrote it.</param>
public sealed record SdesAttribute(int Tag, SrtpKey Key)
{
    private const string Inline = "inline:";
    private const int MaxMkiLength = 128;

    /// <summary>
    /// Reads a value such as <c>1 AES_CM_128_HMAC_SHA1_80 inline:…|2^31|1:4</c>. False for what we cannot do and so must not accept: an
    /// unknown suite, several keys, or a session parameter that changes the protection (RFC 4568 section 6.3).
    /// </summary>
    public static bool TryParse(string? value, [NotNullWhen(true)] out SdesAttribute? attribute)
    {
        attribute = null;
        var parts = (value ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 3
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var tag)
            || tag is < 1 or > 999_999_999
            || !SrtpSuites.TryParse(parts[1], out var suite)
            || !parts[2].StartsWith(Inline, StringComparison.OrdinalIgnoreCase)
            || !parts.Skip(3).All(MayIgnore)
            || !TryParseKey(suite, parts[2][Inline.Length..], out var key))
        {
            return false;
        }

        attribute = new SdesAttribute(tag, key);
        return true;
    }

    /// <summary>The value for the session description. It holds the key: never log it.</summary>
    public string ToValue() => $"{Tag} {Key.Suite.Name()} {Inline}{Convert.ToBase64String(Key.Material)}";

    /// <inheritdoc/>
    public override string ToString() => $"{Tag} {Key}";

    // A window-size hint binds nobody; a leading dash marks what may be passed over (RFC 4568 section 6.3.7).
    private static bool MayIgnore(string parameter) => parameter.StartsWith("WSH=", StringComparison.Ordinal) || parameter[0] == '-';

    private static bool TryParseKey(SrtpSuite suite, string parameters, [NotNullWhen(true)] out SrtpKey? key)
    {
        key = null;
        var parts = parameters.Split('|');
        Span<byte> material = stackalloc byte[64];
        if (parameters.Contains(';', StringComparison.Ordinal) || parts.Length > 3
            || parts[0].Length > 80
            || !Convert.TryFromBase64String(parts[0].PadRight((parts[0].Length + 3) / 4 * 4, '='), material, out var length)
            || length != SrtpKey.MaterialLength(suite))
        {
            return false;
        }

        // What follows is a lifetime (2^n or a number; ours end long before any) and then the identifier, value:length.
        var mki = ReadOnlySpan<byte>.Empty;
        if (parts.Length > 1 && parts[^1].Contains(':', StringComparison.Ordinal) && !TryParseMki(parts[^1], out mki))
        {
            return false;
        }

        key = new SrtpKey(suite, material[..length], mki);
        return true;
    }

    private static bool TryParseMki(string text, out ReadOnlySpan<byte> mki)
    {
        mki = default;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (!int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || length is < 1 or > MaxMkiLength
            || !ulong.TryParse(text[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        var octets = new byte[length];
        for (var i = length - 1; i >= 0; i--, value >>= 8)
        {
            octets[i] = (byte)value;
        }

        mki = octets;
        return value == 0;
    }
}

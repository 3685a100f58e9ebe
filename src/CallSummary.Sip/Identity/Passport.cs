using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace CallSummary.Sip.Identity;

/// <summary>The token of an Identity header in its full form (RFC 8225): what it says, and what was signed.</summary>
internal sealed record Passport(Uri Certificate, string? Attest, string Originator, IReadOnlyList<string> Destinations, long IssuedAt, string? OriginId, byte[] Signed, byte[] Signature)
{
    private const int MaxLength = 4_096;

    /// <summary>Reads <c>token;info=&lt;uri&gt;;alg=ES256;ppt=shaken</c>. Null when anything is missing or of another kind.</summary>
    public static Passport? Read(string header)
    {
        if (header.Length > MaxLength) return null;
        var semicolon = header.IndexOf(';', StringComparison.Ordinal);
        if (semicolon <= 0 || InfoOf(header[semicolon..]) is not { } info) return null;
        var parts = header[..semicolon].Trim().Split('.');
        if (parts.Length != 3 || parts.Any(static part => part.Length == 0)) return null;
        try
        {
            using var head = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]), new JsonDocumentOptions { MaxDepth = 8 });
            using var body = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]), new JsonDocumentOptions { MaxDepth = 8 });
            if (Text(head.RootElement, "alg") != "ES256" || Text(head.RootElement, "typ") != "passport" || Text(head.RootElement, "x5u") != info) return null;
            if (!Uri.TryCreate(info, UriKind.Absolute, out var certificate) || certificate.Scheme != Uri.UriSchemeHttps) return null;
            var claims = body.RootElement;
            if (!claims.TryGetProperty("orig", out var orig) || Text(orig, "tn") is not { } originator) return null;
            if (!claims.TryGetProperty("dest", out var dest) || !dest.TryGetProperty("tn", out var numbers) || numbers.ValueKind != JsonValueKind.Array) return null;
            if (!claims.TryGetProperty("iat", out var iat) || !iat.TryGetInt64(out var issued)) return null;
            return new Passport(
                certificate, Text(claims, "attest"), originator, [.. numbers.EnumerateArray().Select(static number => number.GetString() ?? "")], issued, Text(claims, "origid"),
                Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? InfoOf(string parameters)
    {
        const string Name = "info=";
        var at = parameters.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        var value = parameters.AsSpan(at + Name.Length).TrimStart();
        if (value.IsEmpty || value[0] != '<') return null;
        var end = value.IndexOf('>');
        return end < 0 ? null : value[1..end].ToString();
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

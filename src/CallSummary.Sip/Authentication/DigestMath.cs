using System.Security.Cryptography;
using System.Text;

namespace CallSummary.Sip.Authentication;

/// <summary>The digest formula (RFC 7616, 3.4.1; RFC 2617, 3.2.2).</summary>
internal static class DigestMath
{
    public static string Name(DigestAlgorithm algorithm) => algorithm == DigestAlgorithm.Sha256 ? "SHA-256" : "MD5";

    public static DigestAlgorithm? Find(string? name) =>
        name is null || name.Equals("MD5", StringComparison.OrdinalIgnoreCase) ? DigestAlgorithm.Md5
        : name.Equals("SHA-256", StringComparison.OrdinalIgnoreCase) ? DigestAlgorithm.Sha256
        : null;

    /// <param name="algorithm">The hash.</param>
    /// <param name="user">The user name.</param>
    /// <param name="realm">The realm.</param>
    /// <param name="password">In clear.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="uri">The digest-uri.</param>
    /// <param name="nonce">The server's nonce.</param>
    /// <param name="qop">"auth", or null for the form of RFC 2069, which has no nc and cnonce.</param>
    /// <param name="nonceCount">Eight hex digits.</param>
    /// <param name="clientNonce">The client's nonce.</param>
    public static string Response(
        DigestAlgorithm algorithm, string user, string realm, string password, string method, string uri, string nonce,
        string? qop, string? nonceCount, string? clientNonce)
    {
        var secret = Hash(algorithm, $"{user}:{realm}:{password}");
        var request = Hash(algorithm, $"{method}:{uri}");
        return Hash(algorithm, qop is null ? $"{secret}:{nonce}:{request}" : $"{secret}:{nonce}:{nonceCount}:{clientNonce}:{qop}:{request}");
    }

#pragma warning disable CA5351 // MD5 is what RFC 3261 digest peers speak; SHA-256 is offered first.
    private static string Hash(DigestAlgorithm algorithm, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(algorithm == DigestAlgorithm.Sha256 ? SHA256.HashData(bytes) : MD5.HashData(bytes));
    }
#pragma warning restore CA5351
}

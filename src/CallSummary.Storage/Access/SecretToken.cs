using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CallSummary.Storage.Access;

/// <summary>A token of 256 random bits, shown once; only its hash is kept. It needs no salt and no slow hash.</summary>
public static class SecretToken
{
    private const int Bytes = 32;

    /// <summary>Characters of a token.</summary>
    public static int Length { get; } = Base64Url.GetEncodedLength(Bytes);

    /// <summary>Makes one, in base64url.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is kept of it: SHA-256, lower-case hex.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

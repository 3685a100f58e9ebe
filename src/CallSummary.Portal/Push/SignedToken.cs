using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace CallSummary.Portal.Push;

/// <summary>A JSON Web Token in compact form (RFC 7519, RFC 7515 section 7.1), as the push services of Google and Apple want it.</summary>
internal static class SignedToken
{
    public static string Write(object header, object claims, Func<byte[], byte[]> sign)
    {
        var signed = $"{Part(header)}.{Part(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}

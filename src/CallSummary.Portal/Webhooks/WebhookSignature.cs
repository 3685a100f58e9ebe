using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CallSummary.Portal.Webhooks;

/// <summary>
/// Proves to the receiver who sent a body and when: HMAC-SHA256 (RFC 2104) over <c>timestamp + "." + body</c>. The time is that of the attempt,
/// so a receiver can refuse what is older than a few minutes; the event id lets it drop repeats.
/// </summary>
internal static class WebhookSignature
{
    public const string EventIdHeader = "CallSummary-Event-Id";
    public const string EventTypeHeader = "CallSummary-Event-Type";
    public const string TimestampHeader = "CallSummary-Timestamp";
    public const string SignatureHeader = "CallSummary-Signature";

    public static string Timestamp(DateTimeOffset now) => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public static string Sign(string secret, string timestamp, string body) =>
        "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}")));
}

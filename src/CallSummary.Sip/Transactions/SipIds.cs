using System.Globalization;
using System.Security.Cryptography;
using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Transactions;

/// <summary>Identifiers that a stranger cannot guess (RFC 3261, 19.3 and 8.1.1.7).</summary>
internal static class SipIds
{
    private static readonly int s_statelessSeed = RandomNumberGenerator.GetInt32(int.MaxValue);

    public static string Branch() => Via.MagicCookie + RandomNumberGenerator.GetHexString(20, lowercase: true);

    public static string Tag() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    public static string CallId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    public static string StatelessTag(string branch) =>
        HashCode.Combine(s_statelessSeed, branch).ToString("x8", CultureInfo.InvariantCulture);
}

namespace CallSummary.Sip;

internal static class SipStackOptionsCheck
{
    /// <exception cref="ArgumentException">Names the setting and its range.</exception>
    public static void Check(SipStackOptions options)
    {
        Range(options.MaxTransactions, 16, 1_000_000, nameof(options.MaxTransactions));
        Range(options.MaxSessions, 1, 1_000_000, nameof(options.MaxSessions));
        Range(options.MaxTcpConnections, 1, 100_000, nameof(options.MaxTcpConnections));
        Range((long)options.T1.TotalMilliseconds, 1, 10_000, nameof(options.T1) + " (milliseconds)");
        if (options.T2 < options.T1) throw new ArgumentException("SipStackOptions.T2 must not be shorter than T1.", nameof(options));
        if (options.TcpIdleTimeout <= TimeSpan.Zero) throw new ArgumentException("SipStackOptions.TcpIdleTimeout must be positive.", nameof(options));
        foreach (var text in (ReadOnlySpan<string>)[options.UserAgent, options.ContactUser, options.AdvertisedHost ?? ""])
        {
            if (text.AsSpan().ContainsAny('\r', '\n')) throw new ArgumentException($"SipStackOptions: '{text.ReplaceLineEndings(" ")}' holds a line break.", nameof(options));
        }
    }

    private static void Range(long value, long low, long high, string name)
    {
        if (value < low || value > high) throw new ArgumentException($"SipStackOptions.{name} is {value}; it must be {low} to {high}.", nameof(value));
    }
}

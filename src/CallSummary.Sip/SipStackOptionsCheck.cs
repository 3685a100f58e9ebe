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
        Range(options.MaxConnectionsPerSource, 1, 100_000, nameof(options.MaxConnectionsPerSource));
        Range(options.RefusalStatus, 400, 699, nameof(options.RefusalStatus));
        Range(options.RefusalsPerSecondPerSource, 1, 1_000, nameof(options.RefusalsPerSecondPerSource));
        if (options.MaxRequestsPerSecondPerSource is { } limit) Range(limit, 10, 1_000_000, nameof(options.MaxRequestsPerSecondPerSource));
        if (options.KeepAliveInterval is { } ping) Range((long)ping.TotalSeconds, 1, 86_400, nameof(options.KeepAliveInterval) + " (seconds)");
        if (options.Tls is { } tls) Range((long)tls.HandshakeTimeout.TotalMilliseconds, 100, 60_000, nameof(options.Tls) + ".HandshakeTimeout (milliseconds)");
        if (options.TlsEndPoints.Count > 0 && options.Tls?.Certificate is not { HasPrivateKey: true })
        {
            throw new ArgumentException("SipStackOptions.TlsEndPoints is set, but Tls.Certificate is missing or has no private key.", nameof(options));
        }
        Range((long)options.MinSessionExpires.TotalSeconds, 90, 86_400, nameof(options.MinSessionExpires) + " (seconds)");
        if (options.SessionExpires is { } expires) Range((long)expires.TotalSeconds, (long)options.MinSessionExpires.TotalSeconds, 86_400, nameof(options.SessionExpires) + " (seconds)");
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

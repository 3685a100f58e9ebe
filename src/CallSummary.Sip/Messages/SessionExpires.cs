using System.Globalization;

namespace CallSummary.Sip.Messages;

/// <summary>The Session-Expires header (RFC 4028, 4).</summary>
/// <param name="Interval">How long the session lives without a refresh.</param>
/// <param name="Refresher">"uac" or "uas"; null when open.</param>
internal readonly record struct SessionExpires(TimeSpan Interval, string? Refresher)
{
    /// <summary>The header of a message; null when absent or unreadable.</summary>
    public static SessionExpires? Of(SipMessage message)
    {
        if (message.Headers[SipHeaderNames.SessionExpires] is not { } value) return null;
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        if (!TrySeconds(semicolon < 0 ? value : value.AsSpan(0, semicolon), out var interval)) return null;
        if (semicolon < 0 || !SipParameters.TryParse(value.AsSpan(semicolon), out var parameters)) return new SessionExpires(interval, null);
        return new SessionExpires(interval, parameters["refresher"]?.ToLowerInvariant() is "uac" or "uas" ? parameters["refresher"]!.ToLowerInvariant() : null);
    }

    /// <summary>The Min-SE of a message; null when absent or unreadable.</summary>
    public static TimeSpan? MinimumOf(SipMessage message)
    {
        if (message.Headers[SipHeaderNames.MinSE] is not { } value) return null;
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        return TrySeconds(semicolon < 0 ? value : value.AsSpan(0, semicolon), out var interval) ? interval : null;
    }

    public static string Seconds(TimeSpan interval) => ((long)Math.Ceiling(interval.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    public override string ToString() => Refresher is null ? Seconds(Interval) : $"{Seconds(Interval)};refresher={Refresher}";

    private static bool TrySeconds(ReadOnlySpan<char> text, out TimeSpan interval)
    {
        interval = default;
        if (!uint.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds == 0) return false;
        interval = TimeSpan.FromSeconds(Math.Min(seconds, 86_400u * 7));
        return true;
    }
}

using System.ComponentModel.DataAnnotations;

namespace CallSummary.Portal;

/// <summary>Settings of the event stream, section <c>CallSummary:Portal:Events</c>.</summary>
public sealed class PortalEventOptions
{
    private const string Section = PortalOptions.Section + ":Events";

    /// <summary>Events that this process keeps so that a reader that reconnects to it misses nothing. 0 to 100,000.</summary>
    [Range(0, 100_000, ErrorMessage = Section + ":HistoryLength must be 0 to 100000.")]
    public int HistoryLength { get; set; } = 2000;

    /// <summary>Events that may wait for one reader; a reader that is further behind is disconnected and may resume. 1 to 10,000.</summary>
    [Range(1, 10_000, ErrorMessage = Section + ":ConnectionBuffer must be 1 to 10000.")]
    public int ConnectionBuffer { get; set; } = 256;

    /// <summary>Streams that one API key may hold open at this process; more are answered 429. 1 to 100,000.</summary>
    [Range(1, 100_000, ErrorMessage = Section + ":ConnectionsPerKey must be 1 to 100000.")]
    public int ConnectionsPerKey { get; set; } = 8;

    /// <summary>Streams that this process holds open in all; more are answered 503. 1 to 1,000,000.</summary>
    [Range(1, 1_000_000, ErrorMessage = Section + ":MaximumConnections must be 1 to 1000000.")]
    public int MaximumConnections { get; set; } = 10_000;

    /// <summary>Time between heartbeat comments; a revoked key's streams end at the next one. 1 second to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = Section + ":Heartbeat must be 00:00:01 to 00:05:00.")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);
}

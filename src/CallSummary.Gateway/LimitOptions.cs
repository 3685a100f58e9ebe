using System.ComponentModel.DataAnnotations;

namespace CallSummary.Gateway;

/// <summary>Bounds on what the gateway takes on; past them a new call gets 503 with Retry-After.</summary>
public sealed class LimitOptions
{
    /// <summary>Calls at once, ringing ones included. 1 to 100,000; default 500.</summary>
    [Range(1, 100_000)]
    public int MaxCalls { get; set; } = 500;

    /// <summary>Longest call, from answer. 1 second to 24 hours; default 4 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxDuration { get; set; } = TimeSpan.FromHours(4);

    /// <summary>What Retry-After says when a call is turned away. 1 second to 1 hour; default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Wrong passwords that one address may send in a minute; then its calls get 403 until the minute is over. 1 to 10,000; default 20.
    /// </summary>
    [Range(1, 10_000)]
    public int MaxWrongPasswords { get; set; } = 20;

    /// <summary>How long a shutdown waits for calls to end by themselves before it ends them. 0 to 1 hour; default 20 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);
}

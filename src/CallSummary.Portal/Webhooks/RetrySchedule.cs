namespace CallSummary.Portal.Webhooks;

/// <summary>When a failed delivery is tried again.</summary>
internal static class RetrySchedule
{
    /// <summary>Doubles with each attempt up to the longest wait, less up to a quarter, so that receivers that came back are not hit by all at once.</summary>
    /// <param name="options">First and longest wait.</param>
    /// <param name="attempts">Attempts made, from 1.</param>
    /// <param name="jitter">Random, 0 to 1.</param>
    public static TimeSpan Wait(PortalWebhookOptions options, int attempts, double jitter)
    {
        var doublings = Math.Min(attempts - 1, 40);
        var wait = Math.Min(options.FirstRetry.TotalSeconds * Math.Pow(2, doublings), options.LongestRetry.TotalSeconds);
        return TimeSpan.FromSeconds(wait * (1 - (jitter / 4)));
    }
}

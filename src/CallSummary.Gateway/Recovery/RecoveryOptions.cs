using System.ComponentModel.DataAnnotations;

namespace CallSummary.Gateway.Recovery;

/// <summary>What is done about work that a crash or an outage left behind.</summary>
public sealed class RecoveryOptions
{
    /// <summary>How often unfinished work is looked for. 1 second to 1 hour; default 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an ended call's utterances may be unanswered before they are published again. 1 second to 1 day; default 60 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RepublishAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long after its end a call's transcript may stay incomplete before it is summarised all the same. 10 seconds to 7 days; default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "7.00:00:00")]
    public TimeSpan TranscriptDeadline { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long another gateway's call may show no sign of life before this one finishes it. 1 minute to 7 days; default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan OrphanAfter { get; set; } = TimeSpan.FromMinutes(5);
}

using System.ComponentModel.DataAnnotations;

namespace CallSummary.Audio.Timeline;

/// <summary>How a leg's packets are put in order. The defaults suit telephone networks.</summary>
public sealed record LegTimelineOptions
{
    /// <summary>Packets held back while an earlier one is missing, 1 to 64. Default 8 (160 ms of 20 ms packets).</summary>
    [Range(1, 64)]
    public int ReorderPackets { get; init; } = 8;

    /// <summary>How long packets are held back while an earlier one is missing. Default 200 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.020", "00:00:02", ParseLimitsInInvariantCulture = true)]
    public TimeSpan ReorderWait { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A timestamp further than this behind the clock is a pause the sender's clock slept through: silence is put in. Default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:00:30", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxBehind { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A timestamp further than this ahead of the clock is a jump, not sound from the future: it is not followed. Default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:05", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxAhead { get; init; } = TimeSpan.FromMilliseconds(500);
}

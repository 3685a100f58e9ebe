namespace CallSummary.Audio.Timeline;

/// <summary>What a leg's timeline has seen.</summary>
public readonly record struct TimelineStatistics
{
    /// <summary>Packets put on the timeline.</summary>
    public long Placed { get; init; }

    /// <summary>Packets that had come before.</summary>
    public long Duplicates { get; init; }

    /// <summary>Packets that came out of order and could still be put in order.</summary>
    public long Reordered { get; init; }

    /// <summary>Packets that came too late and were dropped.</summary>
    public long Late { get; init; }

    /// <summary>Packets given up as lost; a late one was first counted here.</summary>
    public long Lost { get; init; }

    /// <summary>Times the place was taken from the clock instead of the timestamp: new source, timestamp jump, pause, drift.</summary>
    public long Reanchored { get; init; }

    /// <summary>Packets that no recording can hold: payload over the frame limit or not of its codec, or beyond the last position.</summary>
    public long Refused { get; init; }
}

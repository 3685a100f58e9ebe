namespace CallSummary.Contracts;

/// <summary>A stretch of a call that was not recorded because somebody paused it.</summary>
public sealed record RecordingPause
{
    /// <summary>Where it begins on the call's timeline.</summary>
    public required TimeSpan Start { get; init; }

    /// <summary>Where recording goes on; null while it is paused, and when the call ended so.</summary>
    public TimeSpan? End { get; init; }
}

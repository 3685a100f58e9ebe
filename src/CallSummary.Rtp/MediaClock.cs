namespace CallSummary.Rtp;

/// <summary>The engine's monotonic time in ticks of 100 ns since it started.</summary>
internal sealed class MediaClock(TimeProvider time)
{
    private readonly long _origin = time.GetTimestamp();

    public TimeProvider Time => time;

    public long Now => Ticks(time.GetTimestamp());

    public long Ticks(long timestamp) => time.GetElapsedTime(_origin, timestamp).Ticks;

    /// <summary>Time as RTP timestamp units of a clock.</summary>
    public static uint Units(long ticks, int clockRate) =>
        (uint)((ticks / TimeSpan.TicksPerSecond * clockRate) + (ticks % TimeSpan.TicksPerSecond * clockRate / TimeSpan.TicksPerSecond));
}

using System.ComponentModel.DataAnnotations;

namespace CallSummary.Gateway.Recording;

/// <summary>Recording and utterances.</summary>
public sealed class RecordingOptions
{
    /// <summary>Free disk space below which new calls are refused with 503. Bytes, 0 or more; default 512 MiB.</summary>
    [Range(0, long.MaxValue)]
    public long MinFreeBytes { get; set; } = 512L << 20;

    /// <summary>Loops that write recordings; calls are spread over them. 1 to 64; default 2.</summary>
    [Range(1, 64)]
    public int Writers { get; set; } = 2;

    /// <summary>Packets of one call that may wait for the disk; past it packets are dropped from the recording and counted. 50 to 100,000; default 1,500 (15 s of a two-party call).</summary>
    [Range(50, 100_000)]
    public int QueuePackets { get; set; } = 1500;

    /// <summary>Longest utterance. 5 to 28 seconds; default 28 seconds (Whisper's window is 30).</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:00:28")]
    public TimeSpan MaxUtterance { get; set; } = TimeSpan.FromSeconds(28);

    /// <summary>
    /// How often the sound of an utterance that goes on is sent for a line to be shown while it is said: 1 to 20 seconds, or 0 for never; default 3 seconds. Costs a
    /// recognition each, which only workers do that have nothing else to do (at most nine for the longest utterance).
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:20")]
    public TimeSpan PartialInterval { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Largest utterance that travels inside its message; a larger one is read from the recording. Bytes of µ-law (8,000 a second), 0 to 262,144; default 65,536.</summary>
    [Range(0, 262_144)]
    public int InlineAudioBytes { get; set; } = 65_536;

    /// <summary>Utterances that may wait for the bus; past it they are left to the sweeper and counted. 10 to 100,000; default 1,000.</summary>
    [Range(10, 100_000)]
    public int PublishQueue { get; set; } = 1000;
}

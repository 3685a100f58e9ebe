namespace CallSummary.Audio.Codecs;

/// <summary>What a peer asks of what is encoded for it. The defaults ask nothing.</summary>
public sealed record EncoderSettings
{
    /// <summary>No wishes.</summary>
    public static EncoderSettings Default { get; } = new();

    /// <summary>Opus: bits per second on average (RFC 7587 maxaveragebitrate), or null for our own choice.</summary>
    public int? OpusBitrate { get; init; }

    /// <summary>Opus: a coarse copy of each packet travels in the next (RFC 7587 useinbandfec).</summary>
    public bool OpusForwardCorrection { get; init; }

    /// <summary>AMR: the modes that may be sent, a bit each (RFC 4867 mode-set); 0 for all.</summary>
    public int AmrModes { get; init; }

    /// <summary>AMR: the mode changes at every this many frames at most, 1 or 2 (RFC 4867 mode-change-period).</summary>
    public int AmrChangePeriod { get; init; } = 1;

    /// <summary>AMR: the mode changes only to the next one of the set (RFC 4867 mode-change-neighbor).</summary>
    public bool AmrChangesToNeighbour { get; init; }
}

namespace CallSummary.Audio.Recordings;

/// <summary>What stands at a place in a recording file.</summary>
public enum RecordedFrameStatus
{
    /// <summary>A whole frame with the right checksum.</summary>
    Good,

    /// <summary>The file ends here, at a frame boundary.</summary>
    End,

    /// <summary>The file ends within a frame: the writer was stopped, or is still writing.</summary>
    Torn,

    /// <summary>A frame whose numbers or checksum are wrong.</summary>
    Damaged,
}

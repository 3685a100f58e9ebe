namespace CallSummary.Audio.Recordings;

/// <summary>The codec of a recorded frame; the numbers are RFC 3551's static payload types and stand in the file.</summary>
public enum RecordedCodec : byte
{
    /// <summary>G.711 µ-law, 8 kHz.</summary>
    Pcmu = 0,

    /// <summary>G.711 A-law, 8 kHz.</summary>
    Pcma = 8,
}

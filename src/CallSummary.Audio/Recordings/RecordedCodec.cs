namespace CallSummary.Audio.Recordings;

/// <summary>
/// How a frame's payload is encoded, its packing included, for the payload stands in the file as it was received. The numbers stand
/// there too: RFC 3551's static payload types, and 128 and more where the payload type is dynamic.
/// </summary>
public enum RecordedCodec : byte
{
    /// <summary>G.711 µ-law, 8 kHz.</summary>
    Pcmu = 0,

    /// <summary>G.711 A-law, 8 kHz.</summary>
    Pcma = 8,

    /// <summary>G.722 at 64 kbit/s, 16 kHz.</summary>
    G722 = 9,

    /// <summary>AMR, RFC 4867 bandwidth-efficient, 8 kHz.</summary>
    AmrEfficient = 128,

    /// <summary>AMR, RFC 4867 octet-aligned, 8 kHz.</summary>
    AmrAligned = 129,

    /// <summary>AMR-WB, RFC 4867 bandwidth-efficient, 16 kHz.</summary>
    AmrWbEfficient = 130,

    /// <summary>AMR-WB, RFC 4867 octet-aligned, 16 kHz.</summary>
    AmrWbAligned = 131,

    /// <summary>Opus (RFC 7587).</summary>
    Opus = 132,
}

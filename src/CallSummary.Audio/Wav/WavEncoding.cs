namespace CallSummary.Audio.Wav;

/// <summary>The sample encodings read here, with their WAVE format tags.</summary>
public enum WavEncoding
{
    /// <summary>16 bit signed, little-endian.</summary>
    Pcm16 = 1,

    /// <summary>G.711 A-law.</summary>
    ALaw = 6,

    /// <summary>G.711 µ-law.</summary>
    MuLaw = 7,
}

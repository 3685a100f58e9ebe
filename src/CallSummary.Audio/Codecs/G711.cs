namespace CallSummary.Audio.Codecs;

/// <summary>
/// ITU-T G.711 µ-law and A-law, 8 kHz, 64 kbit/s: RFC 3551 PCMU and PCMA. Samples are 16 bit signed, left-justified (the 14 and 13
/// bits of the Recommendation in the upper bits). Octets are as they stand on the wire: µ-law inverted, A-law with even bits inverted.
/// </summary>
public static class G711
{
    /// <summary>Samples per second of both laws.</summary>
    public const int SampleRate = 8000;

    /// <summary>The µ-law octet of a zero sample.</summary>
    public const byte MuLawSilence = 0xFF;

    /// <summary>The A-law octet of the smallest positive sample: A-law has no zero.</summary>
    public const byte ALawSilence = 0xD5;

    private static readonly short[] MuLawToLinear = BuildDecoder(G711Law.ExpandMuLaw);
    private static readonly short[] ALawToLinear = BuildDecoder(G711Law.ExpandALaw);
    private static readonly byte[] LinearToMuLaw = BuildEncoder(G711Law.CompressMuLaw, 14);
    private static readonly byte[] LinearToALaw = BuildEncoder(G711Law.CompressALaw, 13);
    private static readonly byte[] MuLawToALaw = BuildTranscoder(o => EncodeALaw(DecodeMuLaw(o)));
    private static readonly byte[] ALawToMuLaw = BuildTranscoder(o => EncodeMuLaw(DecodeALaw(o)));

    /// <summary>Decodes one µ-law octet.</summary>
    public static short DecodeMuLaw(byte octet) => MuLawToLinear[octet];

    /// <summary>Decodes one A-law octet.</summary>
    public static short DecodeALaw(byte octet) => ALawToLinear[octet];

    /// <summary>Encodes one sample as µ-law.</summary>
    public static byte EncodeMuLaw(short sample) => LinearToMuLaw[(ushort)sample >> 2];

    /// <summary>Encodes one sample as A-law.</summary>
    public static byte EncodeALaw(short sample) => LinearToALaw[(ushort)sample >> 3];

    /// <summary>Decodes µ-law octets, one sample an octet.</summary>
    /// <exception cref="ArgumentException"><paramref name="samples"/> is shorter than <paramref name="octets"/>.</exception>
    public static void DecodeMuLaw(ReadOnlySpan<byte> octets, Span<short> samples) => Decode(MuLawToLinear, octets, samples);

    /// <summary>Decodes A-law octets, one sample an octet.</summary>
    /// <exception cref="ArgumentException"><paramref name="samples"/> is shorter than <paramref name="octets"/>.</exception>
    public static void DecodeALaw(ReadOnlySpan<byte> octets, Span<short> samples) => Decode(ALawToLinear, octets, samples);

    /// <summary>Encodes samples as µ-law, one octet a sample.</summary>
    /// <exception cref="ArgumentException"><paramref name="octets"/> is shorter than <paramref name="samples"/>.</exception>
    public static void EncodeMuLaw(ReadOnlySpan<short> samples, Span<byte> octets)
    {
        RequireRoom(octets.Length, samples.Length);
        for (var i = 0; i < samples.Length; i++)
        {
            octets[i] = LinearToMuLaw[(ushort)samples[i] >> 2];
        }
    }

    /// <summary>Encodes samples as A-law, one octet a sample.</summary>
    /// <exception cref="ArgumentException"><paramref name="octets"/> is shorter than <paramref name="samples"/>.</exception>
    public static void EncodeALaw(ReadOnlySpan<short> samples, Span<byte> octets)
    {
        RequireRoom(octets.Length, samples.Length);
        for (var i = 0; i < samples.Length; i++)
        {
            octets[i] = LinearToALaw[(ushort)samples[i] >> 3];
        }
    }

    /// <summary>Turns µ-law into the nearest A-law; both spans may be the same memory.</summary>
    /// <exception cref="ArgumentException"><paramref name="aLaw"/> is shorter than <paramref name="muLaw"/>.</exception>
    public static void TranscodeMuLawToALaw(ReadOnlySpan<byte> muLaw, Span<byte> aLaw) => Transcode(MuLawToALaw, muLaw, aLaw);

    /// <summary>Turns A-law into the nearest µ-law; both spans may be the same memory.</summary>
    /// <exception cref="ArgumentException"><paramref name="muLaw"/> is shorter than <paramref name="aLaw"/>.</exception>
    public static void TranscodeALawToMuLaw(ReadOnlySpan<byte> aLaw, Span<byte> muLaw) => Transcode(ALawToMuLaw, aLaw, muLaw);

    private static void Decode(short[] table, ReadOnlySpan<byte> octets, Span<short> samples)
    {
        RequireRoom(samples.Length, octets.Length);
        for (var i = 0; i < octets.Length; i++)
        {
            samples[i] = table[octets[i]];
        }
    }

    private static void Transcode(byte[] table, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        RequireRoom(destination.Length, source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            destination[i] = table[source[i]];
        }
    }

    private static void RequireRoom(int room, int needed)
    {
        if (room < needed)
        {
            throw new ArgumentException($"The destination holds {room} of the {needed} values needed.");
        }
    }

    private static short[] BuildDecoder(Func<byte, short> expand)
    {
        var table = new short[256];
        for (var octet = 0; octet < 256; octet++)
        {
            table[octet] = expand((byte)octet);
        }

        return table;
    }

    private static byte[] BuildEncoder(Func<short, byte> compress, int bits)
    {
        var table = new byte[1 << bits];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = compress((short)(i << (16 - bits)));
        }

        return table;
    }

    private static byte[] BuildTranscoder(Func<byte, byte> convert)
    {
        var table = new byte[256];
        for (var octet = 0; octet < 256; octet++)
        {
            table[octet] = convert((byte)octet);
        }

        return table;
    }
}

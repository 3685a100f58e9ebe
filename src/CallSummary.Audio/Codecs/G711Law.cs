namespace CallSummary.Audio.Codecs;

/// <summary>The two companding laws as arithmetic (ITU-T G.711 tables 1a to 2b): what <see cref="G711"/> builds its tables from.</summary>
internal static class G711Law
{
    // The curve is shifted by 33 (in 14-bit units) so that each segment starts at a power of two.
    private const int MuLawBias = 33;

    // Largest magnitude before the bias, 14-bit units: the last decision value of table 2a.
    private const int MuLawClip = 8158;

    public static byte CompressMuLaw(short sample)
    {
        var magnitude = sample < 0 ? ~sample >> 2 : sample >> 2;
        magnitude = Math.Min(magnitude, MuLawClip) + MuLawBias;
        var segment = int.Log2(magnitude) - 5;
        var octet = (segment << 4) | ((magnitude >> (segment + 1)) & 0x0F) | (sample < 0 ? 0x80 : 0);
        // A positive sample has its sign bit set, and all bits are sent inverted (note 2 of table 2a).
        return (byte)~octet;
    }

    public static short ExpandMuLaw(byte octet)
    {
        var bits = (byte)~octet;
        var segment = (bits >> 4) & 0x07;
        var magnitude = ((((bits & 0x0F) << 1) + MuLawBias) << segment) - MuLawBias;
        return (short)((bits & 0x80) != 0 ? -(magnitude << 2) : magnitude << 2);
    }

    public static byte CompressALaw(short sample)
    {
        // 12 magnitude bits after the sign; half steps are kept for the two linear segments.
        var magnitude = sample < 0 ? ~sample >> 4 : sample >> 4;
        var octet = magnitude;
        if (magnitude > 15)
        {
            var segment = int.Log2(magnitude) - 3;
            octet = (segment << 4) | ((magnitude >> (segment - 1)) & 0x0F);
        }

        return (byte)((sample >= 0 ? octet | 0x80 : octet) ^ 0x55);
    }

    public static short ExpandALaw(byte octet)
    {
        var bits = octet ^ 0x55;
        var segment = (bits >> 4) & 0x07;
        var magnitude = ((bits & 0x0F) << 4) + 8;
        if (segment > 0)
        {
            magnitude = (magnitude + 0x100) << (segment - 1);
        }

        return (short)((bits & 0x80) != 0 ? magnitude : -magnitude);
    }
}

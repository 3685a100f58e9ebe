namespace CallSummary.Rtp.Transcoding;

/// <summary>The noise of a pause (RFC 3389): its level is the sender's; its spectrum is taken for white, as a telephone's receiver does with the level alone.</summary>
internal sealed class ComfortNoise
{
    // Louder than this it would be no pause: a peer must not shout through it.
    private const int LoudestLevel = 30;

    private uint _random = 1;
    private int _amplitude;

    /// <summary>Takes the level: the first octet, in -dBov.</summary>
    public void SetLevel(ReadOnlySpan<byte> payload)
    {
        var level = Math.Max(payload.IsEmpty ? 127 : payload[0] & 0x7F, LoudestLevel);
        // A uniform distribution has its RMS at 1/sqrt(3) of its peak.
        _amplitude = (int)(short.MaxValue * Math.Sqrt(3) * Math.Pow(10, -level / 20.0));
    }

    public void Fill(Span<short> samples)
    {
        foreach (ref var sample in samples)
        {
            // Numerical Recipes' linear congruential generator: a pause asks no more.
            _random = (_random * 1664525) + 1013904223;
            sample = (short)((int)(_random >> 16) * (2 * _amplitude) / 65536 - _amplitude);
        }
    }
}

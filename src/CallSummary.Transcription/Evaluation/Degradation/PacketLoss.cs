namespace CallSummary.Transcription.Evaluation.Degradation;

/// <summary>Which packets are lost, and what their loss sounds like without concealment.</summary>
internal static class PacketLoss
{
    // Packets in a row that a burst takes, on average.
    private const double BurstLength = 5;

    /// <summary>Marks the lost packets: each by itself, or in runs (Gilbert's two-state model) with the same share in all.</summary>
    public static bool[] Pattern(int packets, double share, bool bursty, Random random)
    {
        var lost = new bool[packets];
        var inBurst = false;
        var begins = share / (1 - share) / BurstLength;
        for (var i = 0; i < packets && share > 0; i++)
        {
            inBurst = inBurst ? random.NextDouble() >= 1 / BurstLength : random.NextDouble() < begins;
            lost[i] = bursty ? inBurst : random.NextDouble() < share;
        }

        return lost;
    }

    public static short[] Silence(short[] sound, int packet, bool[] lost)
    {
        var heard = (short[])sound.Clone();
        for (var i = 0; i < lost.Length; i++)
        {
            if (lost[i])
            {
                heard.AsSpan(i * packet, Math.Min(packet, heard.Length - (i * packet))).Clear();
            }
        }

        return heard;
    }
}

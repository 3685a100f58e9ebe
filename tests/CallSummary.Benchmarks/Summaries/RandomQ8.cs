namespace CallSummary.Benchmarks.Summaries;

/// <summary>Random weights as a GGUF holds them in Q8_0: blocks of 32 numbers of 8 bits and one scale (ggml type 8).</summary>
internal static class RandomQ8
{
    public const uint Type = 8;

    private const int Block = 32;
    private const int BlockBytes = 34;

    // Layers repeat this much random data: the engine reads each byte of them all the same.
    private const int PatternBlocks = 1 << 14;

    public static long Bytes(long numbers) => numbers / Block * BlockBytes;

    /// <summary>Random numbers of about <paramref name="scale"/> times 73 in magnitude.</summary>
    public static byte[] Make(long numbers, float scale, Random random)
    {
        var bytes = new byte[Bytes(numbers)];
        random.NextBytes(bytes);
        for (var at = 0; at < bytes.Length; at += BlockBytes)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(at), (Half)scale);
        }

        return bytes;
    }

    /// <summary>Writes so many bytes of random numbers.</summary>
    public static void Fill(Stream stream, long bytes, float scale)
    {
        var pattern = Make((long)PatternBlocks * Block, scale, new Random(2));
        for (var left = bytes; left > 0; left -= pattern.Length)
        {
            stream.Write(pattern, 0, (int)Math.Min(left, pattern.Length));
        }
    }
}

namespace CallSummary.Benchmarks.Summaries;

/// <summary>How a tensor's numbers are stored in a GGUF, and how to fill it with random ones.</summary>
/// <param name="Name">As model files are named after it.</param>
/// <param name="Id">The ggml type.</param>
/// <param name="Block">Numbers in a block.</param>
/// <param name="BlockBytes">Bytes of a block.</param>
internal sealed record WeightType(string Name, uint Id, int Block, int BlockBytes)
{
    // Layers repeat this much random data: the engine reads each byte of them all the same.
    private const int PatternBlocks = 1 << 14;

    public static WeightType F16 { get; } = new("F16", 1, 1, 2);

    public static WeightType Q8 { get; } = new("Q8_0", 8, 32, 34);

    public static WeightType Q4K { get; } = new("Q4_K", 12, 256, 144);

    public long Bytes(long numbers) => numbers / Block * BlockBytes;

    /// <summary>Random numbers of about <paramref name="scale"/> times 73 in magnitude.</summary>
    public byte[] Random(long numbers, float scale, Random random)
    {
        var bytes = new byte[Bytes(numbers)];
        random.NextBytes(bytes);
        for (var at = 0; at < bytes.Length; at += BlockBytes)
        {
            var block = bytes.AsSpan(at, BlockBytes);
            switch (Id)
            {
                case 1:
                    BitConverter.TryWriteBytes(block, (Half)(scale * (block[0] - 128)));
                    break;
                case 8:
                    BitConverter.TryWriteBytes(block, (Half)scale);
                    break;
                default:
                    // Scales of 6 bits times numbers of 4, minus minima of 6 bits times a scale of their own.
                    BitConverter.TryWriteBytes(block, (Half)(scale / 4));
                    BitConverter.TryWriteBytes(block[2..], (Half)(scale * 2));
                    break;
            }
        }

        return bytes;
    }

    /// <summary>Writes so many bytes of random numbers.</summary>
    public void Fill(Stream stream, long bytes, float scale)
    {
        var pattern = Random((long)PatternBlocks * Block, scale, new Random(2));
        for (var left = bytes; left > 0; left -= pattern.Length)
        {
            stream.Write(pattern, 0, (int)Math.Min(left, pattern.Length));
        }
    }
}

using System.Buffers.Binary;
using System.Text;

namespace CallSummary.TestKit.Speech;

/// <summary>
/// Writes a whole Whisper model in whisper.cpp's format with random weights: it loads and answers as one of its shape and format does, with
/// nonsense.
/// </summary>
public sealed class RandomWhisperFile(WhisperDimensions dimensions, WeightFormat format)
{
    private const int Magic = 0x67676d6c;
    private const int MelBins = 201;

    // Written once and over again: speed and loading do not depend on what the weights are.
    private const int PatternBlocks = 4096;
    private static readonly WeightFormat F32 = WeightFormat.F32;
    private static readonly WeightFormat F16 = WeightFormat.Of("f16");

    private readonly Random _random = new(1);

    /// <summary>Writes the file.</summary>
    public void Write(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        using var writer = new BinaryWriter(file);
        int[] header =
        [
            Magic, dimensions.Vocabulary, dimensions.AudioContext, dimensions.State, dimensions.Heads, dimensions.AudioLayers,
            448, dimensions.State, dimensions.Heads, dimensions.TextLayers, dimensions.Mels, format.FileType,
        ];
        Array.ForEach(header, writer.Write);
        writer.Write(dimensions.Mels);
        writer.Write(MelBins);
        Pattern(writer, F32, (long)dimensions.Mels * MelBins);
        writer.Write(100);
        for (var i = 0; i < 100; i++)
        {
            var word = Encoding.ASCII.GetBytes(i == 0 ? " " : $" w{i}");
            writer.Write(word.Length);
            writer.Write(word);
        }

        WriteEncoder(writer);
        WriteDecoder(writer);
    }

    private void WriteEncoder(BinaryWriter writer)
    {
        var wide = dimensions.State;
        var conv = format == F32 ? F32 : F16;
        Tensor(writer, "encoder.positional_embedding", F32, wide, dimensions.AudioContext);
        Tensor(writer, "encoder.conv1.weight", conv, 3, dimensions.Mels, wide);
        Tensor(writer, "encoder.conv1.bias", F32, 1, wide);
        Tensor(writer, "encoder.conv2.weight", conv, 3, wide, wide);
        Tensor(writer, "encoder.conv2.bias", F32, 1, wide);
        Norm(writer, "encoder.ln_post");
        for (var i = 0; i < dimensions.AudioLayers; i++)
        {
            Attention(writer, $"encoder.blocks.{i}.attn");
            Feed(writer, $"encoder.blocks.{i}");
        }
    }

    private void WriteDecoder(BinaryWriter writer)
    {
        Tensor(writer, "decoder.positional_embedding", F32, dimensions.State, 448);
        Tensor(writer, "decoder.token_embedding.weight", format, dimensions.State, dimensions.Vocabulary);
        Norm(writer, "decoder.ln");
        for (var i = 0; i < dimensions.TextLayers; i++)
        {
            Attention(writer, $"decoder.blocks.{i}.attn");
            Attention(writer, $"decoder.blocks.{i}.cross_attn");
            Feed(writer, $"decoder.blocks.{i}");
        }
    }

    private void Attention(BinaryWriter writer, string name)
    {
        Norm(writer, $"{name}_ln");
        foreach (var part in new[] { "query", "key", "value", "out" })
        {
            Tensor(writer, $"{name}.{part}.weight", format, dimensions.State, dimensions.State);
            if (part != "key")
            {
                Tensor(writer, $"{name}.{part}.bias", F32, dimensions.State);
            }
        }
    }

    private void Feed(BinaryWriter writer, string block)
    {
        Norm(writer, $"{block}.mlp_ln");
        Tensor(writer, $"{block}.mlp.0.weight", format, dimensions.State, 4 * dimensions.State);
        Tensor(writer, $"{block}.mlp.0.bias", F32, 4 * dimensions.State);
        Tensor(writer, $"{block}.mlp.2.weight", format, 4 * dimensions.State, dimensions.State);
        Tensor(writer, $"{block}.mlp.2.bias", F32, dimensions.State);
    }

    private void Norm(BinaryWriter writer, string name)
    {
        Tensor(writer, $"{name}.weight", F32, dimensions.State);
        Tensor(writer, $"{name}.bias", F32, dimensions.State);
    }

    private void Tensor(BinaryWriter writer, string name, WeightFormat kept, params int[] shape)
    {
        writer.Write(shape.Length);
        writer.Write(name.Length);
        writer.Write(kept.TensorType);
        Array.ForEach(shape, writer.Write);
        writer.Write(Encoding.ASCII.GetBytes(name));
        Pattern(writer, kept, shape.Aggregate(1L, (a, b) => a * b));
    }

    private void Pattern(BinaryWriter writer, WeightFormat kept, long elements)
    {
        var pattern = new byte[(int)Math.Min(PatternBlocks, elements / kept.Elements) * kept.Bytes];
        _random.NextBytes(pattern);
        for (var block = 0; block < pattern.Length; block += kept.Bytes)
        {
            if (kept == F32)
            {
                BinaryPrimitives.WriteSingleLittleEndian(pattern.AsSpan(block), (float)((_random.NextDouble() - 0.5) / 10));
            }

            foreach (var scale in kept.Scales)
            {
                BinaryPrimitives.WriteHalfLittleEndian(pattern.AsSpan(block + scale), (Half)((_random.NextDouble() - 0.5) / 100));
            }
        }

        for (var left = elements / kept.Elements * kept.Bytes; left > 0; left -= pattern.Length)
        {
            writer.Write(pattern, 0, (int)Math.Min(left, pattern.Length));
        }
    }
}

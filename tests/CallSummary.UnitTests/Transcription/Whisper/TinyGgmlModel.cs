using System.Text;

namespace CallSummary.UnitTests.Transcription.Whisper;

/// <summary>Writes a whole ggml Whisper file of one narrow layer, or one with something wrong.</summary>
internal sealed class TinyGgmlModel : IDisposable
{
    private const int State = 64;
    private const int Q4 = 2;
    private const int Vocabulary = 51_865;

    /// <summary>magic, then the eleven numbers of the header.</summary>
    public int[] Header { get; } = [0x67676d6c, Vocabulary, 16, State, 1, 1, 8, State, 1, 1, 80, 2];

    public int Tensors { get; set; } = 11 + 15 + 24;

    public int TensorType { get; set; } = Q4;

    public string? RepeatName { get; set; }

    public int WordLength { get; set; } = 3;

    public int MelBins { get; set; } = 201;

    public byte Space { get; set; } = (byte)' ';

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public string Write(int cutTo = int.MaxValue)
    {
        using (var file = File.Create(Path))
        using (var writer = new BinaryWriter(file))
        {
            Array.ForEach(Header, writer.Write);
            writer.Write(Header[10]);
            writer.Write(MelBins);
            writer.Write(new byte[4 * Header[10] * MelBins]);
            writer.Write(2);
            writer.Write(1);
            writer.Write(Space);
            writer.Write(WordLength);
            writer.Write(new byte[Math.Clamp(WordLength, 0, 64)]);

            WriteTensor(writer, "decoder.token_embedding.weight", Q4, State, Vocabulary);
            WriteTensor(writer, "encoder.positional_embedding", Q4, State, 16);
            WriteTensor(writer, "decoder.positional_embedding", Q4, State, 8);
            for (var i = 3; i < Tensors; i++)
            {
                WriteTensor(writer, RepeatName ?? $"tensor.{i}", TensorType, State, State);
            }
        }

        if (cutTo < new FileInfo(Path).Length)
        {
            using var file = File.OpenWrite(Path);
            file.SetLength(cutTo);
        }

        return Path;
    }

    public void Dispose() => File.Delete(Path);

    private static void WriteTensor(BinaryWriter writer, string name, int type, params int[] shape)
    {
        writer.Write(shape.Length);
        writer.Write(name.Length);
        writer.Write(type);
        Array.ForEach(shape, writer.Write);
        writer.Write(Encoding.ASCII.GetBytes(name));
        writer.Write(new byte[shape.Aggregate((a, b) => a * b) / 32 * 18]);
    }
}

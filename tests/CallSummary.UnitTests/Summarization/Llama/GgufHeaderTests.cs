using System.Text;
using CallSummary.Summarization.Llama;
using CallSummary.TestKit;

namespace CallSummary.UnitTests.Summarization.Llama;

public sealed class GgufHeaderTests : IDisposable
{
    private static readonly string Demonstration = Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "summary-demo-q8_0.gguf");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_DemonstrationModel_SaysHowItIsAsked()
    {
        var header = GgufHeader.Read(Demonstration);

        Assert.Equal(("llama", 1024, "<|sum|>"), (header.Architecture, header.ContextLength, header.AnswerToken));
    }

    [Fact]
    public void Read_EveryTruncation_IsRefused()
    {
        var whole = File.ReadAllBytes(Demonstration);
        foreach (var length in Enumerable.Range(0, 64).Concat(Enumerable.Range(1, 400).Select(i => i * 97)).Append(whole.Length / 2).Append(whole.Length - 1))
        {
            var path = Write(whole.AsSpan(0, length).ToArray());
            Assert.Contains("ModelPath", Assert.Throws<ModelFileException>(() => GgufHeader.Read(path)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_FlippedBytesInTheHeader_AreRefusedOrHarmless()
    {
        var whole = File.ReadAllBytes(Demonstration);
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var copy = (byte[])whole.Clone();
            copy[random.Next(4, 40_000)] ^= (byte)(1 << random.Next(8));
            var path = Write(copy);
            var exception = Record.Exception(() => GgufHeader.Read(path));
            Assert.True(exception is null or ModelFileException, exception?.ToString());
        }
    }

    [Fact]
    public void Read_HugeCountsAndLengths_AreRefusedBeforeAnythingIsAllocated()
    {
        Refused(w => Head(w, tensors: ulong.MaxValue, keys: 0));
        Refused(w => Head(w, tensors: 0, keys: ulong.MaxValue));
        Refused(w =>
        {
            Head(w, 0, 1);
            w.Write(ulong.MaxValue);
        });
        Refused(w =>
        {
            Head(w, 0, 1);
            Text(w, "k");
            w.Write(9u);
            w.Write(5u);
            w.Write(ulong.MaxValue / 4);
        });
        Refused(w =>
        {
            Head(w, 0, 1);
            Text(w, "k");
            for (var i = 0; i < 40; i++)
            {
                w.Write(9u);
                w.Write(1UL);
            }
        });
        Refused(w =>
        {
            Head(w, 1, 0);
            Text(w, "t");
            w.Write(4u);
            for (var i = 0; i < 4; i++)
            {
                w.Write(ulong.MaxValue);
            }
        });
        Refused(w =>
        {
            Head(w, 1, 0);
            Text(w, "t");
            w.Write(1u);
            w.Write(8UL);
            w.Write(0u);
            w.Write(ulong.MaxValue - 31);
        });
    }

    [Fact]
    public void Read_WhisperFile_SaysWhereItBelongs()
    {
        var exception = Assert.Throws<ModelFileException>(() => GgufHeader.Read(Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "whisper-demo-q8_0.bin")));

        Assert.Contains("CallSummary:Transcription", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFile_SaysSo() => Assert.Contains("does not exist", Assert.Throws<ModelFileException>(() => GgufHeader.Read(_folder["none.gguf"])).Message, StringComparison.Ordinal);

    private void Refused(Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            write(writer);
        }

        var path = Write(bytes.ToArray());
        Assert.Throws<ModelFileException>(() => GgufHeader.Read(path));
    }

    private string Write(byte[] bytes)
    {
        File.WriteAllBytes(_folder["model.gguf"], bytes);
        return _folder["model.gguf"];
    }

    private static void Head(BinaryWriter writer, ulong tensors, ulong keys)
    {
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write(tensors);
        writer.Write(keys);
    }

    private static void Text(BinaryWriter writer, string text)
    {
        writer.Write((ulong)text.Length);
        writer.Write(Encoding.UTF8.GetBytes(text));
    }
}

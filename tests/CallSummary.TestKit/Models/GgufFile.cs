using System.Text;

namespace CallSummary.TestKit.Models;

/// <summary>A GGUF model file to be written: metadata and tensors, in the order in which they are added.</summary>
public sealed class GgufFile
{
    private const int Alignment = 32;

    private readonly List<byte[]> _keys = [];
    private readonly List<GgufTensor> _tensors = [];

    public GgufFile Text(string key, string value) => Key(key, 8, writer => Write(writer, value));

    public GgufFile Number(string key, int value) => Key(key, 4, writer => writer.Write((uint)value));

    public GgufFile Numbers(string key, IReadOnlyList<int> values) => Array(key, 4, values, (writer, value) => writer.Write((uint)value));

    public GgufFile Real(string key, float value) => Key(key, 6, writer => writer.Write(value));

    public GgufFile Flag(string key, bool value) => Key(key, 7, writer => writer.Write(value));

    public GgufFile Texts(string key, IReadOnlyList<string> values) => Array(key, 8, values, Write);

    public GgufFile Reals(string key, IReadOnlyList<float> values) => Array(key, 6, values, (writer, value) => writer.Write(value));

    public GgufFile Integers(string key, IReadOnlyList<int> values) => Array(key, 5, values, (writer, value) => writer.Write(value));

    public GgufFile Tensor(GgufTensor tensor)
    {
        _tensors.Add(tensor);
        return this;
    }

    public void Write(string path)
    {
        using var writer = new BinaryWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20));
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((ulong)_tensors.Count);
        writer.Write((ulong)_keys.Count);
        _keys.ForEach(writer.Write);
        ulong offset = 0;
        foreach (var tensor in _tensors)
        {
            Write(writer, tensor.Name);
            writer.Write((uint)tensor.Shape.Count);
            foreach (var size in tensor.Shape)
            {
                writer.Write((ulong)size);
            }

            writer.Write(tensor.Type);
            writer.Write(offset);
            offset += (ulong)(tensor.Bytes + Alignment - 1) / Alignment * Alignment;
        }

        Pad(writer);
        foreach (var tensor in _tensors)
        {
            tensor.Fill(writer.BaseStream);
            Pad(writer);
        }
    }

    private GgufFile Key(string key, uint type, Action<BinaryWriter> value)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        Write(writer, key);
        writer.Write(type);
        value(writer);
        writer.Flush();
        _keys.Add(memory.ToArray());
        return this;
    }

    private GgufFile Array<T>(string key, uint type, IReadOnlyList<T> values, Action<BinaryWriter, T> write) => Key(key, 9, writer =>
    {
        writer.Write(type);
        writer.Write((ulong)values.Count);
        foreach (var value in values)
        {
            write(writer, value);
        }
    });

    private static void Write(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static void Pad(BinaryWriter writer)
    {
        while (writer.BaseStream.Position % Alignment != 0)
        {
            writer.Write((byte)0);
        }
    }
}

namespace CallSummary.TestKit.Models;

/// <summary>A tensor of a model file.</summary>
/// <param name="Name">Its name, as llama.cpp looks for it.</param>
/// <param name="Type">Its ggml type.</param>
/// <param name="Shape">Its sizes, the row's length first.</param>
/// <param name="Bytes">How many bytes <paramref name="Fill"/> writes.</param>
/// <param name="Fill">Writes its data.</param>
public sealed record GgufTensor(string Name, uint Type, IReadOnlyList<int> Shape, long Bytes, Action<Stream> Fill)
{
    /// <summary>Of numbers of four bytes, given one by one.</summary>
    public static GgufTensor Floats(string name, IReadOnlyList<int> shape, Func<float> next)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);
        return new GgufTensor(name, 0, shape, count * sizeof(float), stream =>
        {
            Span<byte> bytes = stackalloc byte[sizeof(float)];
            for (var i = 0L; i < count; i++)
            {
                BitConverter.TryWriteBytes(bytes, next());
                stream.Write(bytes);
            }
        });
    }
}

namespace CallSummary.TestKit.Speech;

/// <summary>A way in which ggml keeps weights.</summary>
/// <param name="Name">As whisper.cpp's quantize tool names it.</param>
/// <param name="FileType">The file's number for it (<c>ggml_ftype</c>).</param>
/// <param name="TensorType">The tensor's number for it (<c>ggml_type</c>).</param>
/// <param name="Elements">Elements in a block.</param>
/// <param name="Bytes">Bytes of a block.</param>
/// <param name="Scales">Where in a block the half-precision scales lie: the rest may be any bits.</param>
public sealed record WeightFormat(string Name, int FileType, int TensorType, int Elements, int Bytes, params int[] Scales)
{
    /// <summary>Of the small tensors in every file, and of whole files that whisper.cpp's converter can write and whisper.cpp cannot run.</summary>
    public static WeightFormat F32 { get; } = new("f32", 0, 0, 1, 4);

    /// <summary>All that whisper.cpp's converter and quantize tool write and whisper.cpp runs.</summary>
    public static IReadOnlyList<WeightFormat> All { get; } =
    [
        new("f16", 1, 1, 1, 2, 0),
        new("q4_0", 2, 2, 32, 18, 0),
        new("q4_1", 3, 3, 32, 20, 0, 2),
        new("q8_0", 7, 8, 32, 34, 0),
        new("q5_0", 8, 6, 32, 22, 0),
        new("q5_1", 9, 7, 32, 24, 0, 2),
        new("q2_k", 10, 10, 256, 84, 80, 82),
        new("q3_k", 11, 11, 256, 110, 108),
        new("q4_k", 12, 12, 256, 144, 0, 2),
        new("q5_k", 13, 13, 256, 176, 0, 2),
        new("q6_k", 14, 14, 256, 210, 208),
    ];

    /// <summary>Whether rows of this length can be kept so.</summary>
    public bool Fits(int row) => row % Elements == 0;

    public static WeightFormat Of(string name) => All.Single(f => f.Name == name);
}

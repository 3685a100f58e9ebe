using System.Text;

namespace CallSummary.TestKit.Models;

/// <summary>The bundled model's words, read from its file, for models that are written by tests.</summary>
public sealed class DemonstrationVocabulary
{
    private const uint TypeText = 8;
    private const uint TypeArray = 9;

    private static readonly int[] ScalarBytes = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];

    private DemonstrationVocabulary(Dictionary<string, Array> arrays) =>
        (Tokens, Scores, Types) = ((string[])arrays["tokens"], (float[])arrays["scores"], (int[])arrays["token_type"]);

    public IReadOnlyList<string> Tokens { get; }

    public IReadOnlyList<float> Scores { get; }

    public IReadOnlyList<int> Types { get; }

    public static DemonstrationVocabulary Read()
    {
        using var reader = new BinaryReader(File.OpenRead(Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "summary-demo-q8_0.gguf")));
        reader.BaseStream.Position = 16;
        var arrays = new Dictionary<string, Array>();
        for (var keys = reader.ReadUInt64(); keys > 0; keys--)
        {
            var key = Text(reader);
            if (Value(reader, reader.ReadUInt32()) is { } array && key.StartsWith("tokenizer.ggml.", StringComparison.Ordinal))
            {
                arrays[key["tokenizer.ggml.".Length..]] = array;
            }
        }

        return new DemonstrationVocabulary(arrays);
    }

    /// <summary>Adds the tokenizer to a model, with more words behind its own.</summary>
    public GgufFile AddTo(GgufFile file, IReadOnlyList<string> more)
    {
        const float Unlikely = -10_000;
        const int Normal = 1;
        return file
            .Text("tokenizer.ggml.model", "llama").Text("tokenizer.ggml.pre", "default")
            .Texts("tokenizer.ggml.tokens", [.. Tokens, .. more])
            .Reals("tokenizer.ggml.scores", [.. Scores, .. more.Select(_ => Unlikely)])
            .Integers("tokenizer.ggml.token_type", [.. Types, .. more.Select(_ => Normal)])
            .Number("tokenizer.ggml.unknown_token_id", 0).Number("tokenizer.ggml.bos_token_id", 1).Number("tokenizer.ggml.eos_token_id", 2)
            .Flag("tokenizer.ggml.add_bos_token", true).Flag("tokenizer.ggml.add_eos_token", false).Flag("tokenizer.ggml.add_space_prefix", false);
    }

    private static string Text(BinaryReader reader) => Encoding.UTF8.GetString(reader.ReadBytes((int)reader.ReadUInt64()));

    private static Array? Value(BinaryReader reader, uint type)
    {
        if (type != TypeArray)
        {
            var length = type == TypeText ? (long)reader.ReadUInt64() : ScalarBytes[type];
            reader.BaseStream.Position += length;
            return null;
        }

        var of = reader.ReadUInt32();
        var count = (int)reader.ReadUInt64();
        return of switch
        {
            TypeText => Enumerable.Range(0, count).Select(_ => Text(reader)).ToArray(),
            6 => Enumerable.Range(0, count).Select(_ => reader.ReadSingle()).ToArray(),
            5 => Enumerable.Range(0, count).Select(_ => reader.ReadInt32()).ToArray(),
            _ => throw new InvalidDataException($"The demonstration model holds an array of type {of}."),
        };
    }
}

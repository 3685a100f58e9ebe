using CallSummary.TestKit.Models;

namespace CallSummary.Benchmarks.Summaries;

/// <summary>
/// A model that does not fit into a processor's cache, for measuring: its layers hold random weights and cost what those of Qwen2.5-0.5B in Q8_0 cost, but its output layer
/// holds the embeddings shifted by one word, so that each word of an answer is followed by the next. It writes one summary, in the schema, the same
/// whatever it reads; nothing has to be downloaded for it.
/// </summary>
internal static class ChainModel
{
    private const int Width = 896;
    private const int Layers = 24;
    private const int Inner = 4864;
    private const int Heads = 14;
    private const int KeyHeads = 2;
    private const int Words = 151_936;
    private const int ContextTokens = 4096;
    private const string LineBreak = "\n";

    // Values of the embeddings are about 1; what the layers add stays small beside them, so that the next word is certain in any arithmetic.
    private const float EmbeddingScale = 1f / 73;
    private const float LayerScale = 1f / 73 / 1000;

    /// <summary>What it writes, word by word.</summary>
    public static IReadOnlyList<string> Answer { get; } =
    [
        "{\"title\":\"Call", .. Sentence("a", 5), "\",\"summary\":\"First", .. Sentence("b", 20), "\",\"details\":[{\"text\":\"One", .. Sentence("c", 10),
        "\",\"evidence\":[1]},{\"text\":\"Two", .. Sentence("d", 10), "\",\"evidence\":[2]}],\"action_items\":[{\"owner\":\"me\",\"text\":\"Do", .. Sentence("e", 8),
        "\",\"evidence\":[1]}],\"schedule\":[{\"what\":\"Meet", .. Sentence("f", 3), "\",\"when\":\"At", .. Sentence("g", 3),
        "\",\"evidence\":[1]}],\"facts\":[],\"tags\":[\"tag", .. Sentence("h", 2), "\"],\"risk\":{\"level\":\"none\",\"reason\":\"\",\"evidence\":[]}}",
    ];

    public static string AnswerText { get; } = string.Concat(Answer);

    /// <summary>Writes the file unless it is there.</summary>
    public static string Write()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "callsummary-benchmarks"));
        var path = Path.Combine(folder.FullName, "chain-0.5B-Q8_0.gguf");
        if (!File.Exists(path))
        {
            var partial = $"{path}.{Environment.ProcessId}";
            Content().Write(partial);
            File.Move(partial, path, overwrite: true);
        }

        return path;
    }

    private static IEnumerable<string> Sentence(string name, int words) => Enumerable.Range(1, words).Select(i => $" {name}{i}");

    private static GgufFile Content()
    {
        var vocabulary = DemonstrationVocabulary.Read();
        var first = vocabulary.Tokens.Count;
        var file = new GgufFile()
            .Text("general.architecture", "qwen2").Text("general.name", "chain 0.5B")
            .Text("tokenizer.chat_template", TinyGguf.ChatMl.Replace("{% if enable_thinking %}<think></think>{% endif %}", string.Empty, StringComparison.Ordinal))
            .Number("qwen2.context_length", ContextTokens).Number("qwen2.embedding_length", Width).Number("qwen2.block_count", Layers)
            .Number("qwen2.feed_forward_length", Inner).Number("qwen2.attention.head_count", Heads).Number("qwen2.attention.head_count_kv", KeyHeads)
            .Real("qwen2.attention.layer_norm_rms_epsilon", 1e-6f).Real("qwen2.rope.freq_base", 1_000_000f);
        vocabulary.AddTo(file, [.. Answer, .. Enumerable.Range(0, Words - first - Answer.Count).Select(i => $"<unused{i}>")]);

        var embeddings = RandomQ8.Make(Words * Width, EmbeddingScale, new Random(1));
        var row = embeddings.Length / Words;

        // The template ends with a line break: the answer's first word follows it.
        int Before(int word) => word == first ? vocabulary.Tokens.ToList().IndexOf(LineBreak)
            : word == 2 ? first + Answer.Count - 1
            : word > first && word < first + Answer.Count ? word - 1
            : (word + (Words / 2)) % Words;
        file.Tensor(new GgufTensor("token_embd.weight", RandomQ8.Type, [Width, Words], embeddings.Length, stream => stream.Write(embeddings)));
        file.Tensor(new GgufTensor("output.weight", RandomQ8.Type, [Width, Words], embeddings.Length, stream =>
        {
            for (var word = 0; word < Words; word++)
            {
                stream.Write(embeddings, Before(word) * row, row);
            }
        }));
        file.Tensor(GgufTensor.Floats("output_norm.weight", [Width], () => 1f));
        var keys = Width / Heads * KeyHeads;
        for (var i = 0; i < Layers; i++)
        {
            void Norm(string name, int size, float value) => file.Tensor(GgufTensor.Floats($"blk.{i}.{name}", [size], () => value));
            void Matrix(string name, int input, int output)
            {
                var bytes = RandomQ8.Bytes((long)input * output);
                file.Tensor(new GgufTensor($"blk.{i}.{name}.weight", RandomQ8.Type, [input, output], bytes, stream => RandomQ8.Fill(stream, bytes, LayerScale)));
            }

            Norm("attn_norm.weight", Width, 1);
            Matrix("attn_q", Width, Width);
            Matrix("attn_k", Width, keys);
            Matrix("attn_v", Width, keys);
            Norm("attn_q.bias", Width, 0);
            Norm("attn_k.bias", keys, 0);
            Norm("attn_v.bias", keys, 0);
            Matrix("attn_output", Width, Width);
            Norm("ffn_norm.weight", Width, 1);
            Matrix("ffn_gate", Width, Inner);
            Matrix("ffn_up", Width, Inner);
            Matrix("ffn_down", Inner, Width);
        }

        return file;
    }
}

using System.Text;
using CallSummary.TestKit;

namespace CallSummary.IntegrationTests.Summarization;

/// <summary>Writes a GGUF of a model family with random weights and the demonstration model's vocabulary: small enough to load in no time, real enough for llama.cpp.</summary>
internal static class TinyGguf
{
    public const int Width = 64;
    public const int Heads = 4;
    public const int KeyHeads = 2;
    public const int HeadSize = Width / Heads;
    public const int Inner = 128;
    public const int Layers = 2;
    private const uint Text = 8;
    private const uint Number = 4;
    private const uint Real = 6;
    private const uint Array = 9;

    private static readonly int[] ScalarBytes = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];

    private static readonly string[] Llama =
        ["attn_norm:W", "attn_q:W,W", "attn_k:W,K", "attn_v:W,K", "attn_output:W,W", "ffn_norm:W", "ffn_gate:W,I", "ffn_up:W,I", "ffn_down:I,W"];

    private static readonly string[] Mamba =
        ["attn_norm:W", "ssm_in:W,256", "ssm_conv1d:4,I", "ssm_conv1d.bias:I", "ssm_x:I,36", "ssm_dt:4,I", "ssm_dt.bias:I", "ssm_a-:16,I", "ssm_d-:I", "ssm_out:I,W"];

    public static IReadOnlyList<string> Families { get; } = ["llama", "qwen2", "qwen3", "gemma3", "granite", "mamba"];

    public static void Write(string path, string family)
    {
        string[] layer = family switch
        {
            "qwen2" => [.. Llama, "attn_q.bias:W", "attn_k.bias:K", "attn_v.bias:K"],
            "qwen3" => [.. Llama, "attn_q_norm:H", "attn_k_norm:H"],
            "gemma3" => [.. Llama, "attn_q_norm:H", "attn_k_norm:H", "post_attention_norm:W", "post_ffw_norm:W"],
            "mamba" => Mamba,
            _ => Llama,
        };
        var vocabulary = Vocabulary(out var words);
        List<(string Name, int[] Shape)> tensors = [("token_embd.weight", [Width, words]), ("output_norm.weight", [Width]), ("output.weight", [Width, words])];
        for (var i = 0; i < Layers; i++)
        {
            tensors.AddRange(layer.Select(spec => spec.Split(':')).Select(parts => ($"blk.{i}.{Name(parts[0])}", parts[1].Split(',').Select(Size).ToArray())));
        }

        using var file = new BinaryWriter(File.Create(path));
        var keys = Keys(family);
        file.Write("GGUF"u8);
        file.Write(3u);
        file.Write((ulong)tensors.Count);
        file.Write((ulong)(keys.Count + vocabulary.Count));
        foreach (var (key, type, value) in keys)
        {
            WriteText(file, key);
            file.Write(type);
            switch (value)
            {
                case string text:
                    WriteText(file, text);
                    break;
                case float real:
                    file.Write(real);
                    break;
                default:
                    file.Write((uint)(int)value);
                    break;
            }
        }

        vocabulary.ForEach(file.Write);
        ulong offset = 0;
        foreach (var (name, shape) in tensors)
        {
            WriteText(file, name);
            file.Write((uint)shape.Length);
            System.Array.ForEach(shape, size => file.Write((ulong)size));
            file.Write(0u);
            file.Write(offset);
            offset += (ulong)((Count(shape) * 4) + 31) / 32 * 32;
        }

        Pad(file);
        var random = new Random(1);
        foreach (var (name, shape) in tensors)
        {
            for (var i = 0; i < Count(shape); i++)
            {
                file.Write(name.Contains("norm", StringComparison.Ordinal) ? 1f : name.Contains("ssm_a", StringComparison.Ordinal) ? -1f : (float)((random.NextDouble() - 0.5) * 0.2));
            }

            Pad(file);
        }
    }

    private static List<(string Key, uint Type, object Value)> Keys(string family) =>
    [
        ("general.architecture", Text, family), ("general.name", Text, $"tiny {family}"),
        ($"{family}.context_length", Number, 1024), ($"{family}.embedding_length", Number, Width), ($"{family}.block_count", Number, Layers),
        ($"{family}.feed_forward_length", Number, family == "mamba" ? 0 : Inner), ($"{family}.attention.head_count", Number, family == "mamba" ? 0 : Heads),
        ($"{family}.attention.head_count_kv", Number, family == "mamba" ? 0 : KeyHeads), ($"{family}.attention.layer_norm_rms_epsilon", Real, 1e-5f),
        ($"{family}.attention.key_length", Number, HeadSize), ($"{family}.attention.value_length", Number, HeadSize), ($"{family}.rope.dimension_count", Number, HeadSize),
        ($"{family}.attention.sliding_window", Number, 128), ($"{family}.logit_scale", Real, 1f), ($"{family}.embedding_scale", Real, 1f), ($"{family}.residual_scale", Real, 1f),
        ($"{family}.attention.scale", Real, 0.25f),
        .. family == "mamba"
            ? new (string, uint, object)[] { ("mamba.ssm.conv_kernel", Number, 4), ("mamba.ssm.inner_size", Number, Inner), ("mamba.ssm.state_size", Number, 16), ("mamba.ssm.time_step_rank", Number, 4) }
            : [],
        ("tokenizer.chat_template", Text, "{% for m in messages %}{{'<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>' + '\n'}}{% endfor %}{% if enable_thinking %}<think></think>{% endif %}"),
    ];

    private static string Name(string name) => name.EndsWith('-') ? name[..^1] : name.Contains(".bias", StringComparison.Ordinal) ? name : $"{name}.weight";

    private static int Size(string size) => size switch { "W" => Width, "K" => KeyHeads * HeadSize, "H" => HeadSize, "I" => Inner, _ => int.Parse(size, System.Globalization.CultureInfo.InvariantCulture) };

    private static int Count(int[] shape) => shape.Aggregate(1, (product, size) => product * size);

    private static void Pad(BinaryWriter file)
    {
        while (file.BaseStream.Position % 32 != 0)
        {
            file.Write((byte)0);
        }
    }

    private static void WriteText(BinaryWriter file, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        file.Write((ulong)bytes.Length);
        file.Write(bytes);
    }

    /// <summary>The tokenizer's entries of the demonstration model, as they stand in its file.</summary>
    private static List<byte[]> Vocabulary(out int words)
    {
        var bytes = File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "summary-demo-q8_0.gguf"));
        using var reader = new BinaryReader(new MemoryStream(bytes));
        reader.BaseStream.Position = 16;
        var keys = reader.ReadUInt64();
        var entries = new List<byte[]>();
        words = 0;
        for (var i = 0UL; i < keys; i++)
        {
            var start = (int)reader.BaseStream.Position;
            var key = Encoding.UTF8.GetString(reader.ReadBytes((int)reader.ReadUInt64()));
            var type = reader.ReadUInt32();
            var count = Skip(reader, type);
            if (key.StartsWith("tokenizer.ggml.", StringComparison.Ordinal))
            {
                entries.Add(bytes[start..(int)reader.BaseStream.Position]);
                words = key == "tokenizer.ggml.tokens" ? count : words;
            }
        }

        return entries;
    }

    private static int Skip(BinaryReader reader, uint type)
    {
        if (type == Text)
        {
            var length = (long)reader.ReadUInt64();
            reader.BaseStream.Position += length;
            return 1;
        }

        if (type != Array)
        {
            reader.BaseStream.Position += ScalarBytes[type];
            return 1;
        }

        var of = reader.ReadUInt32();
        var count = (int)reader.ReadUInt64();
        for (var i = 0; i < count; i++)
        {
            Skip(reader, of);
        }

        return count;
    }
}

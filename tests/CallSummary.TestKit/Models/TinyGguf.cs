namespace CallSummary.TestKit.Models;

/// <summary>Writes a GGUF of a model family with random weights and the demonstration model's vocabulary: small enough to load in no time, real enough for llama.cpp.</summary>
public static class TinyGguf
{
    public const string ChatMl =
        "{% for m in messages %}{{'<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>' + '\n'}}{% endfor %}{% if enable_thinking %}<think></think>{% endif %}";

    private const int Width = 64;
    private const int Heads = 4;
    private const int KeyHeads = 2;
    private const int HeadSize = Width / Heads;
    private const int Inner = 128;
    private const int Layers = 2;
    private const int States = 16;
    private const int Groups = 1;

    // Inputs of the convolution, and of the projection before it, of Mamba-2: heads of 32.
    private const int Mamba2Heads = 4;
    private const int Convolved = Inner + (2 * Groups * States);
    private const int Projected = Inner + Convolved + Mamba2Heads;

    private static readonly string[] Attention = ["attn_q:W,W", "attn_k:W,K", "attn_v:W,K", "attn_output:W,W"];
    private static readonly string[] Feed = ["ffn_norm:W", "ffn_gate:W,I", "ffn_up:W,I", "ffn_down:I,W"];
    private static readonly string[] FalconFeed = ["ffn_norm-:W", .. Feed[1..]];
    private static readonly string[] Llama = ["attn_norm:W", .. Attention, .. Feed];

    private static readonly string[] Mamba =
        ["attn_norm:W", "ssm_in:W,256", "ssm_conv1d:4,I", "ssm_conv1d.bias:I", "ssm_x:I,36", "ssm_dt:4,I", "ssm_dt.bias:I", "ssm_a-:16,I", "ssm_d-:I", "ssm_out:I,W"];

    private static readonly string[] State =
        ["ssm_in:W,P", "ssm_conv1d:4,C", "ssm_conv1d.bias:C", "ssm_dt.bias:M", "ssm_a-:1,M", "ssm_d-:1,M", "ssm_norm:I,1", "ssm_out:I,W"];

    public static IReadOnlyList<string> Families { get; } = ["llama", "qwen2", "qwen3", "gemma3", "granite", "mamba", "mamba2", "falcon-h1", "granitehybrid"];

    public static void Write(string path, string family)
    {
        var vocabulary = DemonstrationVocabulary.Read();
        var words = vocabulary.Tokens.Count;
        var file = vocabulary.AddTo(Keys(family), []);
        var random = new Random(1);
        void Add(string name, params int[] shape) => file.Tensor(GgufTensor.Floats(name, shape, () =>
            name.Contains("norm", StringComparison.Ordinal) ? 1f : name.Contains("ssm_a", StringComparison.Ordinal) ? -1f : (float)((random.NextDouble() - 0.5) * 0.2)));

        Add("token_embd.weight", Width, words);
        Add("output_norm.weight", Width);
        Add("output.weight", Width, words);
        for (var i = 0; i < Layers; i++)
        {
            foreach (var parts in Layer(family, i).Select(spec => spec.Split(':')))
            {
                Add($"blk.{i}.{Name(parts[0])}", [.. parts[1].Split(',').Select(Size)]);
            }
        }

        file.Write(path);
    }

    private static string[] Layer(string family, int layer) => family switch
    {
        "qwen2" => [.. Llama, "attn_q.bias:W", "attn_k.bias:K", "attn_v.bias:K"],
        "qwen3" => [.. Llama, "attn_q_norm:H", "attn_k_norm:H"],
        "gemma3" => [.. Llama, "attn_q_norm:H", "attn_k_norm:H", "post_attention_norm:W", "post_ffw_norm:W"],
        "mamba" => Mamba,
        "mamba2" => ["attn_norm:W", .. State],

        // Attention and a state side by side in each layer.
        "falcon-h1" => ["attn_norm:W", .. Attention, .. State, .. FalconFeed],

        // A state in one layer, attention in another.
        "granitehybrid" => ["attn_norm:W", .. layer == 0 ? State : Attention, .. Feed],
        _ => Llama,
    };

    private static GgufFile Keys(string family)
    {
        var attends = !family.StartsWith("mamba", StringComparison.Ordinal);
        var file = new GgufFile()
            .Text("general.architecture", family).Text("general.name", $"tiny {family}").Text("tokenizer.chat_template", ChatMl)
            .Number($"{family}.context_length", 1024).Number($"{family}.embedding_length", Width).Number($"{family}.block_count", Layers)
            .Number($"{family}.feed_forward_length", attends ? Inner : 0)
            .Real($"{family}.attention.layer_norm_rms_epsilon", 1e-5f)
            .Number($"{family}.attention.head_count", attends ? Heads : 0)
            .Number($"{family}.attention.key_length", HeadSize).Number($"{family}.attention.value_length", HeadSize).Number($"{family}.rope.dimension_count", HeadSize)
            .Number($"{family}.attention.sliding_window", 128).Real($"{family}.attention.scale", 0.25f)
            .Real($"{family}.logit_scale", 1f).Real($"{family}.embedding_scale", 1f).Real($"{family}.residual_scale", 1f);
        _ = family == "granitehybrid"
            ? file.Numbers($"{family}.attention.head_count_kv", [0, KeyHeads])
            : file.Number($"{family}.attention.head_count_kv", attends ? KeyHeads : 0);
        return family is "mamba" or "mamba2" or "falcon-h1" or "granitehybrid"
            ? file.Number($"{family}.ssm.conv_kernel", 4).Number($"{family}.ssm.inner_size", Inner).Number($"{family}.ssm.state_size", States)
                .Number($"{family}.ssm.time_step_rank", Mamba2Heads).Number($"{family}.ssm.group_count", Groups)
            : file;
    }

    private static string Name(string name) => name.EndsWith('-') ? name[..^1] : name.Contains(".bias", StringComparison.Ordinal) ? name : $"{name}.weight";

    private static int Size(string size) => size switch
    {
        "W" => Width,
        "K" => KeyHeads * HeadSize,
        "H" => HeadSize,
        "I" => Inner,
        "C" => Convolved,
        "P" => Projected,
        "M" => Mamba2Heads,
        _ => int.Parse(size, System.Globalization.CultureInfo.InvariantCulture),
    };
}

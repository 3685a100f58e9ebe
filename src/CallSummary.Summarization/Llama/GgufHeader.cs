namespace CallSummary.Summarization.Llama;

/// <summary>
/// What we want to know of a GGUF file before native code parses it: that its header is sound and its tensors lie inside the file
/// (a parser in C++ is no place to find out), and how the model wants to be asked.
/// </summary>
internal sealed class GgufHeader
{
    private const string Replace = "Put a complete GGUF file there or name another one.";
    private const uint MaxKeys = 65_536;
    private const uint MaxTensors = 65_536;

    private GgufHeader(string path, IReadOnlyDictionary<string, object> metadata)
    {
        Path = path;
        Metadata = metadata;
    }

    public string Path { get; }

    /// <summary>Scalars and strings; arrays are checked and skipped.</summary>
    public IReadOnlyDictionary<string, object> Metadata { get; }

    public string Architecture => Text("general.architecture") ?? string.Empty;

    public string Name => Text("general.name") is { Length: > 0 } name ? name : System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Tokens that the model was trained for; 0 when the file does not say.</summary>
    public long ContextLength => Metadata.TryGetValue($"{Architecture}.context_length", out var value) && value is ulong or long
        ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)
        : 0;

    /// <summary>A token that turns the bare transcript into its summary, for a model that was fine-tuned for that; null for others.</summary>
    public string? AnswerToken => Text("callsummary.prompt_style") == "transcript" ? Text("callsummary.answer_token") : null;

    /// <summary>It carries a state instead of, or besides, a cache of tokens (Mamba, Falcon-H1, Granite 4 …): what was read last cannot be forgotten alone.</summary>
    public bool IsRecurrent => Metadata.Keys.Any(key => key.StartsWith($"{Architecture}.ssm.", StringComparison.Ordinal) || key.StartsWith($"{Architecture}.wkv.", StringComparison.Ordinal));

    /// <summary>Its chat template lets it think before it answers, and can be told not to.</summary>
    public bool Thinks => Text("tokenizer.chat_template") is { } template && template.Contains("enable_thinking", StringComparison.Ordinal) && template.Contains("</think>", StringComparison.Ordinal);

    public bool HasChatTemplate => Text("tokenizer.chat_template") is { Length: > 0 };

    /// <summary>Reads and checks the header.</summary>
    /// <exception cref="ModelFileException">The file is missing, not a GGUF, damaged or hostile.</exception>
    public static GgufHeader Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Read(path, file);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelFileException(path, "does not exist.", Replace);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new ModelFileException(path, $"cannot be read: {exception.Message}.", "Check its permissions and the disk.");
        }
    }

    private static GgufHeader Read(string path, FileStream file)
    {
        var reader = new GgufReader(path, file);
        switch (reader.UInt32())
        {
            case 0x46554747: // "GGUF", little endian
                break;
            case 0x67676d6c:
                throw new ModelFileException(path, "is a ggml file as speech recognition uses it (Whisper), not a language model.", "Name a GGUF file here; the Whisper file belongs into CallSummary:Transcription.");
            default:
                throw new ModelFileException(path, "is not a GGUF file.", Replace);
        }

        var version = reader.UInt32();
        if (version is not (2 or 3))
        {
            throw new ModelFileException(path, $"has GGUF version {version}; 2 and 3 can be read.", "Convert it with a current llama.cpp.");
        }

        var tensors = reader.Count(MaxTensors, "tensors");
        var keys = reader.Count(MaxKeys, "metadata keys");
        var metadata = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var i = 0UL; i < keys; i++)
        {
            var key = reader.String();
            if (reader.Value() is { } value)
            {
                metadata[key] = value;
            }
        }

        var header = new GgufHeader(path, metadata);
        header.CheckTensors(reader, tensors);
        return header;
    }

    private void CheckTensors(GgufReader reader, ulong count)
    {
        var alignment = Metadata.TryGetValue("general.alignment", out var value) && value is ulong given ? given : 32;
        if (alignment is 0 or > 65_536 || !ulong.IsPow2(alignment))
        {
            throw reader.Damaged($"states an alignment of {alignment}");
        }

        var ends = new List<(string Name, ulong Offset, ulong Bytes)>();
        for (var i = 0UL; i < count; i++)
        {
            ends.Add(reader.Tensor());
        }

        var data = (reader.Position + alignment - 1) / alignment * alignment;
        foreach (var (name, offset, bytes) in ends)
        {
            if (offset % alignment != 0 || offset > reader.Length || bytes > reader.Length || data + offset + bytes > reader.Length)
            {
                throw reader.Damaged($"ends before its tensor {Printable(name)} does");
            }
        }
    }

    private static string Printable(string name) => new([.. name.Take(64).Select(c => char.IsControl(c) ? '?' : c)]);

    private string? Text(string key) => Metadata.TryGetValue(key, out var value) ? value as string : null;
}

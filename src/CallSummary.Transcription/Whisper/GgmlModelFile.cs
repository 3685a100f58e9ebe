using System.Security.Cryptography;
using System.Text;

namespace CallSummary.Transcription.Whisper;

/// <summary>
/// A Whisper model in whisper.cpp's ggml format, checked before native code reads it: whisper.cpp trusts the counts and lengths in the
/// file, and a damaged one can end the process.
/// </summary>
internal sealed class GgmlModelFile
{
    private const uint Magic = 0x67676d6c;

    // Of the 400 samples that Whisper looks at: native code reads as many as the file says.
    private const int MelBins = 201;
    private const string Setting = $"{TranscriptionOptions.Section}:ModelPath";
    private const string SetAnother = $"Set {Setting} to a whisper.cpp model file (ggml-*.bin).";

    private readonly FileStream _file;
    private readonly BinaryReader _reader;
    private readonly string _fix;

    private GgmlModelFile(FileStream file, BinaryReader reader, string fix)
    {
        _file = file;
        _reader = reader;
        _fix = fix;
        ReadMagic();
        Shape = ReadShape();
        SkipMelFilters();
        SkipVocabulary();
        ReadTensors();
    }

    private WhisperShape Shape { get; }

    /// <summary>Reads the file's tables (not its weights) and the digest of all of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sha256">SHA-256 of the file, lower-case hex.</param>
    /// <param name="fix">What to do when it is none; by default the setting that names the file.</param>
    /// <exception cref="TranscriptionException">The file is missing, unreadable or not a whole Whisper model; the message names the fix.</exception>
    public static WhisperShape Check(string path, out string sha256, string fix = SetAnother)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan);
            using var reader = new BinaryReader(file);
            var shape = new GgmlModelFile(file, reader, fix).Shape;
            file.Position = 0;
            sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
            return shape;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TranscriptionException($"The Whisper model '{path}' does not exist. {fix}", e);
        }
        catch (Exception e) when (e is EndOfStreamException)
        {
            throw new TranscriptionException($"The Whisper model '{path}' is cut short: it ends within its tables. Copy or download it again. {fix}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TranscriptionException($"The Whisper model '{path}' cannot be read ({e.Message}). Check its permissions. {fix}", e);
        }
    }

    private void ReadMagic()
    {
        if (_file.Length < 4)
        {
            throw Bad("is empty");
        }

        var magic = _reader.ReadUInt32();
        if (magic != Magic)
        {
            throw Bad(magic switch
            {
                0x46554747 => "is a GGUF file, the format of language models; Whisper models for whisper.cpp are in the older ggml format",
                0x73726576 => "is a Git LFS pointer, not the model itself (run git lfs pull)",
                0x04034b50 => "is a ZIP archive or a PyTorch checkpoint (convert it with whisper.cpp's convert-pt-to-ggml.py)",
                0x4f44213c or 0x6d74683c => "is a web page, not a model (the download failed)",
                _ => "is not a ggml file (its first four bytes are wrong)",
            });
        }
    }

    private WhisperShape ReadShape()
    {
        var n = new int[11];
        for (var i = 0; i < n.Length; i++)
        {
            n[i] = _reader.ReadInt32();
        }

        var shape = new WhisperShape(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10]);
        return shape.Problem is { } problem ? throw Bad($"does not describe a Whisper model: {problem}") : shape;
    }

    private void SkipMelFilters()
    {
        var (mels, bins) = (_reader.ReadInt32(), _reader.ReadInt32());
        if (mels != Shape.Mels || bins != MelBins)
        {
            throw Bad($"holds mel filters of {mels} x {bins}, not {Shape.Mels} x {MelBins}");
        }

        Skip(4L * mels * bins, "its mel filters");
    }

    private void SkipVocabulary()
    {
        var words = _reader.ReadInt32();
        if (words < 0 || words > Shape.Vocabulary)
        {
            throw Bad($"lists {words} words for a vocabulary of {Shape.Vocabulary}");
        }

        var hasSpace = false;
        for (var i = 0; i < words; i++)
        {
            var length = _reader.ReadUInt32();
            if (length > 1024)
            {
                throw Bad($"has a word of {length} bytes");
            }

            if (length == 1)
            {
                hasSpace |= _reader.ReadByte() == ' ';
            }
            else
            {
                Skip(length, "its vocabulary");
            }
        }

        if (!hasSpace)
        {
            // Looked up for every utterance, without a look whether it is there.
            throw Bad("has no word for a space, without which whisper.cpp ends the process");
        }
    }

    private void ReadTensors()
    {
        var expected = ExpectedSizes();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_file.Position < _file.Length)
        {
            var (name, shape, bytes) = ReadTensorHeader();
            if (!seen.Add(name))
            {
                throw Bad($"holds the tensor '{name}' twice");
            }

            if (expected.TryGetValue(name, out var size) && !shape.AsSpan().SequenceEqual(size))
            {
                throw Bad($"holds '{name}' as {string.Join(" x ", shape)}; its header says {string.Join(" x ", size)}");
            }

            Skip(bytes, $"'{name}'");
        }

        if (seen.Count != Shape.Tensors)
        {
            throw Bad($"holds {seen.Count} of {Shape.Tensors} tensors: it is cut short, or not a Whisper model. Copy or download it again");
        }
    }

    private (string Name, int[] Shape, long Bytes) ReadTensorHeader()
    {
        var (dimensions, nameLength, number) = (_reader.ReadInt32(), _reader.ReadInt32(), _reader.ReadInt32());
        if (dimensions is < 1 or > 4 || nameLength is < 1 or > 128)
        {
            throw Bad($"is damaged before byte {_file.Position}: a tensor of {dimensions} dimensions and a name of {nameLength} bytes");
        }

        var shape = new int[dimensions];
        long elements = 1;
        for (var i = 0; i < dimensions; i++)
        {
            shape[i] = _reader.ReadInt32();
            if (shape[i] is < 1 or > 1 << 24 || (elements *= shape[i]) > 1L << 33)
            {
                throw Bad($"is damaged before byte {_file.Position}: a tensor side of {shape[i]}");
            }
        }

        var name = Encoding.UTF8.GetString(_reader.ReadBytes(nameLength));
        if (GgmlTensorType.Find(number) is not { } type || shape[0] % type.BlockElements != 0)
        {
            throw Bad($"holds '{name}' in the unknown format {number}: use an f16, q2 to q6 or q8 file");
        }

        return (name, shape, elements / type.BlockElements * type.BlockBytes);
    }

    // What whisper.cpp allocates from the header alone must be what the file holds.
    private Dictionary<string, int[]> ExpectedSizes() => new()
    {
        ["encoder.positional_embedding"] = [Shape.AudioState, Shape.AudioContext],
        ["decoder.positional_embedding"] = [Shape.TextState, Shape.TextContext],
        ["decoder.token_embedding.weight"] = [Shape.TextState, Shape.Vocabulary],
    };

    private void Skip(long bytes, string what)
    {
        if (bytes > _file.Length - _file.Position)
        {
            throw Bad($"is cut short: {what} needs {bytes:N0} bytes where {_file.Length - _file.Position:N0} are left. Copy or download it again");
        }

        _file.Seek(bytes, SeekOrigin.Current);
    }

    private TranscriptionException Bad(string what) => new($"The Whisper model '{_file.Name}' {what}. {_fix}");
}

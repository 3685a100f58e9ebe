namespace CallSummary.Storage.Recordings.Encryption;

/// <summary>The operator's recording keys: the first encrypts, every one decrypts. None: recordings are kept as they are.</summary>
internal sealed class RecordingKeys
{
    private const string Setting = StorageOptions.Section + ":RecordingKeysFile";
    private const int MaxFileBytes = 64 * 1024;

    private readonly List<RecordingKey> _keys = [];

    private RecordingKeys()
    {
    }

    /// <summary>The key of new recordings; null when they are not encrypted.</summary>
    public RecordingKey? Current => _keys.Count == 0 ? null : _keys[0];

    /// <summary>Reads the file that <see cref="StorageOptions.RecordingKeysFile"/> names: a key a line, in base64.</summary>
    /// <exception cref="InvalidDataException">It cannot be read or is no file of keys; the message says what to do and shows no key.</exception>
    public static RecordingKeys Load(string? file)
    {
        var keys = new RecordingKeys();
        if (file is null)
        {
            return keys;
        }

        var number = 0;
        foreach (var line in Lines(file))
        {
            number++;
            if (line.Trim() is not { Length: > 0 } text || text.StartsWith('#'))
            {
                continue;
            }

            try
            {
                keys._keys.Add(new RecordingKey(Convert.FromBase64String(text)));
            }
            catch (FormatException)
            {
                throw new InvalidDataException($"{Setting}: line {number} of '{file}' is not a key: 32 random bytes in base64, made for example by \"openssl rand -base64 32\".");
            }
        }

        return keys.Current is null ? throw new InvalidDataException($"{Setting}: '{file}' holds no key. Make one: openssl rand -base64 32 > '{file}'.") : keys;
    }

    /// <exception cref="InvalidDataException">The key is not among them.</exception>
    public RecordingKey Find(ReadOnlySpan<byte> id)
    {
        foreach (var key in _keys)
        {
            if (key.Id.SequenceEqual(id))
            {
                return key;
            }
        }

        throw new InvalidDataException($"The recording is encrypted by key {Convert.ToHexStringLower(id)}, which is not in the file that {Setting} names: add it there, below the current one.");
    }

    private static string[] Lines(string file)
    {
        try
        {
            return new FileInfo(file).Length <= MaxFileBytes
                ? File.ReadAllLines(file)
                : throw new InvalidDataException($"{Setting}: '{file}' is longer than {MaxFileBytes} bytes: it is no file of keys.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{Setting}: '{file}' cannot be read: {exception.Message}", exception);
        }
    }
}

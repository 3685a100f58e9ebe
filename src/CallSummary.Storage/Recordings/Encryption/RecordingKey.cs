using System.Security.Cryptography;

namespace CallSummary.Storage.Recordings.Encryption;

/// <summary>A key that wraps the keys of recordings: 256 bits, the operator's.</summary>
internal sealed class RecordingKey
{
    /// <summary>Bytes of an <see cref="Id"/>.</summary>
    public const int IdLength = 16;

    private readonly byte[] _key;
    private readonly byte[] _id;
    private readonly byte[] _passwords;

    /// <exception cref="FormatException">Not 32 bytes.</exception>
    public RecordingKey(byte[] key)
    {
        if (key.Length != EncryptedRecordingFormat.KeyLength)
        {
            throw new FormatException($"A recording key has 32 bytes, this one {key.Length}");
        }

        _key = key;
        _id = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, IdLength, info: "CallSummary recording key id"u8.ToArray());
        _passwords = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, EncryptedRecordingFormat.KeyLength, info: "CallSummary passwords"u8.ToArray());
    }

    /// <summary>What names the key in a file, and tells nothing of it (RFC 5869).</summary>
    public ReadOnlySpan<byte> Id => _id;

    public AesGcm Open() => new(_key, EncryptedRecordingFormat.TagLength);

    /// <summary>A key of its own for passwords in the database, derived from this one.</summary>
    public AesGcm OpenForPasswords() => new(_passwords, EncryptedRecordingFormat.TagLength);
}

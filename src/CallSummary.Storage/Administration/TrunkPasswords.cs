using System.Security.Cryptography;
using System.Text;
using CallSummary.Storage.Recordings.Encryption;
using Microsoft.Extensions.Options;

namespace CallSummary.Storage.Administration;

/// <summary>
/// Digest passwords as <see cref="StoredTrunk.Password"/> holds them: encrypted (AES-256-GCM) under the operator's keys, which every host has that sees
/// recordings, and bound to their trunk, so that whoever reads or changes the database has none and can exchange none. Without
/// <see cref="StorageOptions.RecordingKeysFile"/> they are kept as typed.
/// </summary>
public sealed class TrunkPasswords(IOptions<StorageOptions> options)
{
    private const string Encrypted = "aes-gcm:";
    private const string Plain = "plain:";
    private const int NonceLength = 12;
    private const int PasswordAt = RecordingKey.IdLength + NonceLength + EncryptedRecordingFormat.TagLength;

    private readonly RecordingKeys _keys = RecordingKeys.Load(options.Value.RecordingKeysFile);

    /// <summary>What to store; empty for no password.</summary>
    public string Protect(Guid trunk, string password)
    {
        if (password.Length == 0 || _keys.Current is not { } key)
        {
            return password.Length == 0 ? "" : Plain + password;
        }

        var text = Encoding.UTF8.GetBytes(password);
        var stored = new byte[PasswordAt + text.Length];
        key.Id.CopyTo(stored);
        var nonce = stored.AsSpan(RecordingKey.IdLength, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = key.OpenForPasswords();
        cipher.Encrypt(nonce, text, stored.AsSpan(PasswordAt), stored.AsSpan(RecordingKey.IdLength + NonceLength, EncryptedRecordingFormat.TagLength), trunk.ToByteArray());
        return Encrypted + Convert.ToBase64String(stored);
    }

    /// <summary>The password of a trunk; null when it is not this trunk's, or its key is in no file here.</summary>
    public string? Reveal(Guid trunk, string stored)
    {
        if (!stored.StartsWith(Encrypted, StringComparison.Ordinal))
        {
            return stored.StartsWith(Plain, StringComparison.Ordinal) ? stored[Plain.Length..] : stored.Length == 0 ? "" : null;
        }

        try
        {
            var bytes = Convert.FromBase64String(stored[Encrypted.Length..]);
            var text = new byte[Math.Max(0, bytes.Length - PasswordAt)];
            using var cipher = _keys.Find(bytes.AsSpan(0, RecordingKey.IdLength)).OpenForPasswords();
            cipher.Decrypt(
                bytes.AsSpan(RecordingKey.IdLength, NonceLength), bytes.AsSpan(PasswordAt), bytes.AsSpan(RecordingKey.IdLength + NonceLength, EncryptedRecordingFormat.TagLength), text, trunk.ToByteArray());
            return Encoding.UTF8.GetString(text);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidDataException or CryptographicException)
        {
            return null;
        }
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CallSummary.Storage.Recordings.Encryption;

/// <summary>An encrypted file of a recording, byte by byte. All numbers are little-endian.</summary>
/// <remarks>
/// <para>
/// The file is made of segments, one each time it is opened for appending. A segment begins with a header: "CSRE", 16 bytes that name the
/// recording key (<see cref="RecordingKey.Id"/>), and the segment's own random 256 bit key, wrapped by the recording key with AES-256-GCM
/// (NIST SP 800-38D): 12 bytes of nonce, 32 bytes of key, 16 bytes of tag. The wrapped key is bound to the call, the file's name and the
/// segment's place in it, so that files cannot be exchanged and segments not moved.
/// </para>
/// <para>
/// Chunks follow: u32 length of the text (1 to <see cref="MaxChunk"/>), the text encrypted by AES-256-GCM, 16 bytes of tag. The nonce is the
/// chunk's number within its segment, so that chunks cannot be moved, and no nonce comes twice with a key. What a crash tore ends the file.
/// </para>
/// </remarks>
internal static class EncryptedRecordingFormat
{
    /// <summary>The most bytes of one chunk.</summary>
    public const int MaxChunk = 64 * 1024;

    public const int KeyLength = 32;
    public const int TagLength = 16;
    public const int LengthLength = 4;

    /// <summary>Bytes of a segment's header.</summary>
    public const int HeaderLength = MagicLength + RecordingKey.IdLength + NonceLength + KeyLength + TagLength;

    private const int MagicLength = 4;
    private const int NonceLength = 12;
    private const int WrapAt = MagicLength + RecordingKey.IdLength;

    /// <summary>"CSRE" read as a number: more than any length, so that a header cannot be taken for a chunk.</summary>
    public static uint Magic => BinaryPrimitives.ReadUInt32LittleEndian("CSRE"u8);

    /// <summary>The recording key that a header names.</summary>
    public static ReadOnlySpan<byte> KeyId(ReadOnlySpan<byte> header) => header.Slice(MagicLength, RecordingKey.IdLength);

    /// <summary>Writes a segment's header and returns the key of its chunks.</summary>
    public static AesGcm BeginSegment(Span<byte> header, RecordingKey key, RecordingFileName file, int segment)
    {
        Span<byte> own = stackalloc byte[KeyLength];
        RandomNumberGenerator.Fill(own);
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        key.Id.CopyTo(header[MagicLength..]);
        var nonce = header.Slice(WrapAt, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var wrap = key.Open();
        wrap.Encrypt(nonce, own, header.Slice(WrapAt + NonceLength, KeyLength), header.Slice(WrapAt + NonceLength + KeyLength, TagLength), Place(file, segment));
        return Chunks(own);
    }

    /// <summary>Reads a segment's header and returns the key of its chunks.</summary>
    /// <exception cref="AuthenticationTagMismatchException">It was changed, or belongs elsewhere.</exception>
    public static AesGcm OpenSegment(ReadOnlySpan<byte> header, RecordingKey key, RecordingFileName file, int segment)
    {
        Span<byte> own = stackalloc byte[KeyLength];
        using var wrap = key.Open();
        wrap.Decrypt(
            header.Slice(WrapAt, NonceLength), header.Slice(WrapAt + NonceLength, KeyLength), header.Slice(WrapAt + NonceLength + KeyLength, TagLength), own, Place(file, segment));
        return Chunks(own);
    }

    /// <summary>Writes a chunk: length, encrypted text, tag.</summary>
    /// <returns>Its bytes.</returns>
    public static int WriteChunk(Span<byte> destination, ReadOnlySpan<byte> text, AesGcm key, long number)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)text.Length);
        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, number);
        key.Encrypt(nonce, text, destination.Slice(LengthLength, text.Length), destination.Slice(LengthLength + text.Length, TagLength));
        return LengthLength + text.Length + TagLength;
    }

    /// <summary>Decrypts a chunk: <paramref name="sealedText"/> is its encrypted text and tag.</summary>
    /// <exception cref="AuthenticationTagMismatchException">It was changed, or belongs elsewhere.</exception>
    public static void ReadChunk(ReadOnlySpan<byte> sealedText, Span<byte> text, AesGcm key, long number)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, number);
        key.Decrypt(nonce, sealedText[..^TagLength], sealedText[^TagLength..], text);
    }

    private static AesGcm Chunks(Span<byte> own)
    {
        try
        {
            return new AesGcm(own, TagLength);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(own);
        }
    }

    private static void WriteNonce(Span<byte> nonce, long number)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(nonce, number);
    }

    private static byte[] Place(RecordingFileName file, int segment) => Encoding.ASCII.GetBytes($"{file.CallId:D}/{file.Name}#{segment}");
}

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CallSummary.Rtp.Security;

/// <summary>AES in counter mode and HMAC-SHA1 (RFC 3711 sections 4.1.1 and 4.2.1).</summary>
internal sealed class AesCounterTransform : SrtpTransform
{
    private const int BlockLength = 16;
    private const int ChunkLength = 16 * BlockLength;

    private readonly byte[] _salt;
    private readonly byte[] _counters = new byte[ChunkLength];
    private readonly byte[] _keyStream = new byte[ChunkLength];
    private readonly ICryptoTransform _block;
    private readonly IncrementalHash _mac;

    public AesCounterTransform(SrtpSessionKeys keys, int tagLength)
    {
        _salt = keys.Salt;
        TagLength = tagLength;
        using var aes = Aes.Create();
#pragma warning disable CA5358 // Counter mode is built from single blocks; .NET has no counter mode of its own.
        aes.Mode = CipherMode.ECB;
#pragma warning restore CA5358
        aes.Padding = PaddingMode.None;
        aes.Key = keys.Cipher;
        _block = aes.CreateEncryptor();
        _mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, keys.Authentication);
    }

    public override int TagLength { get; }

    public override void Protect(ReadOnlySpan<byte> header, Span<byte> body, ReadOnlySpan<byte> trailer, in SrtpNonce nonce, Span<byte> tag)
    {
        Cipher(body, nonce);
        Span<byte> full = stackalloc byte[20];
        Authenticate(header, body, trailer, full);
        full[..TagLength].CopyTo(tag);
    }

    public override bool TryUnprotect(ReadOnlySpan<byte> header, Span<byte> body, ReadOnlySpan<byte> trailer, in SrtpNonce nonce, ReadOnlySpan<byte> tag)
    {
        Span<byte> full = stackalloc byte[20];
        Authenticate(header, body, trailer, full);
        if (!CryptographicOperations.FixedTimeEquals(full[..TagLength], tag))
        {
            return false;
        }

        Cipher(body, nonce);
        return true;
    }

    /// <summary>Enciphers or deciphers: the same operation.</summary>
    internal void Cipher(Span<byte> body, in SrtpNonce nonce)
    {
        // IV = salt * 2^16 xor SSRC * 2^64 xor index * 2^16, of which the last 16 bits count blocks.
        var high = BinaryPrimitives.ReadUInt64BigEndian(_salt) ^ nonce.Ssrc;
        var low = (((ulong)BinaryPrimitives.ReadUInt32BigEndian(_salt.AsSpan(8)) << 32) | ((ulong)BinaryPrimitives.ReadUInt16BigEndian(_salt.AsSpan(12)) << 16)) ^ (nonce.Index << 16);
        var block = 0u;
        while (!body.IsEmpty)
        {
            var chunk = body[..Math.Min(body.Length, ChunkLength)];
            var length = (chunk.Length + BlockLength - 1) / BlockLength * BlockLength;
            for (var i = 0; i < length; i += BlockLength)
            {
                BinaryPrimitives.WriteUInt64BigEndian(_counters.AsSpan(i), high);
                BinaryPrimitives.WriteUInt64BigEndian(_counters.AsSpan(i + 8), low + block++);
            }

            _block.TransformBlock(_counters, 0, length, _keyStream, 0);
            Xor(chunk, _keyStream);
            body = body[chunk.Length..];
        }
    }

    protected override void Dispose(bool disposing)
    {
        _block.Dispose();
        _mac.Dispose();
    }

    private static void Xor(Span<byte> data, ReadOnlySpan<byte> keyStream)
    {
        var wide = MemoryMarshal.Cast<byte, Vector<byte>>(data);
        var wideKeys = MemoryMarshal.Cast<byte, Vector<byte>>(keyStream);
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] ^= wideKeys[i];
        }

        for (var i = wide.Length * Vector<byte>.Count; i < data.Length; i++)
        {
            data[i] ^= keyStream[i];
        }
    }

    private void Authenticate(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, ReadOnlySpan<byte> trailer, Span<byte> tag)
    {
        _mac.AppendData(header);
        _mac.AppendData(body);
        _mac.AppendData(trailer);
        _mac.GetHashAndReset(tag);
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CallSummary.Rtp.Security;

/// <summary>AES-GCM (RFC 7714 sections 8 and 9): enciphers and authenticates in one pass.</summary>
internal sealed class AesGcmTransform(SrtpSessionKeys keys) : SrtpTransform
{
    private const int NonceLength = 12;

    // Longest readable part: a header with 15 sources and an extension, or a whole RTCP packet that is only authenticated.
    private const int MaxAssociated = 2048;

    private readonly AesGcm _gcm = new(keys.Cipher, 16);
    private readonly byte[] _salt = keys.Salt;

    public override int TagLength => 16;

    public override void Protect(ReadOnlySpan<byte> header, Span<byte> body, ReadOnlySpan<byte> trailer, in SrtpNonce nonce, Span<byte> tag)
    {
        Span<byte> iv = stackalloc byte[NonceLength];
        WriteNonce(iv, nonce);
        Span<byte> associated = stackalloc byte[header.Length + 4];
        _gcm.Encrypt(iv, body, body, tag, Associated(header, trailer, nonce, associated));
    }

    public override bool TryUnprotect(ReadOnlySpan<byte> header, Span<byte> body, ReadOnlySpan<byte> trailer, in SrtpNonce nonce, ReadOnlySpan<byte> tag)
    {
        if (header.Length > MaxAssociated)
        {
            return false;
        }

        Span<byte> iv = stackalloc byte[NonceLength];
        WriteNonce(iv, nonce);
        Span<byte> associated = stackalloc byte[header.Length + 4];
        try
        {
            _gcm.Decrypt(iv, body, tag, body, Associated(header, trailer, nonce, associated));
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    protected override void Dispose(bool disposing) => _gcm.Dispose();

    // RFC 7714 section 8.1 (RTP: two zero octets, SSRC, roll-over counter, sequence number) and 9.1 (RTCP: two zero octets, SSRC, two
    // zero octets, index): the same layout, for an index of 31 bits fills only the last four octets.
    private void WriteNonce(Span<byte> iv, in SrtpNonce nonce)
    {
        iv[..2].Clear();
        BinaryPrimitives.WriteUInt32BigEndian(iv[2..], nonce.Ssrc);
        BinaryPrimitives.WriteUInt16BigEndian(iv[6..], (ushort)(nonce.Index >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(iv[8..], (uint)nonce.Index);
        for (var i = 0; i < NonceLength; i++)
        {
            iv[i] ^= _salt[i];
        }
    }

    // The roll-over counter is in the nonce already; the SRTCP index word also says whether the body is enciphered (sections 8.2, 9.2).
    private static ReadOnlySpan<byte> Associated(ReadOnlySpan<byte> header, ReadOnlySpan<byte> trailer, in SrtpNonce nonce, Span<byte> buffer)
    {
        if (!nonce.IsControl)
        {
            return header;
        }

        header.CopyTo(buffer);
        trailer.CopyTo(buffer[header.Length..]);
        return buffer;
    }
}

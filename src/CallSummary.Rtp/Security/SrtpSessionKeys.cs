using System.Security.Cryptography;

namespace CallSummary.Rtp.Security;

/// <summary>The keys that protect the packets themselves (RFC 3711 section 4.3).</summary>
internal sealed class SrtpSessionKeys
{
    private const int AuthenticationKeyLength = 20;

    public required byte[] Cipher { get; init; }

    public required byte[] Authentication { get; init; }

    public required byte[] Salt { get; init; }

    /// <summary>Derives them; the key derivation rate is zero, the only one in use.</summary>
    public static SrtpSessionKeys Derive(SrtpKey key, bool control)
    {
        var first = control ? 3 : 0;
        using var aes = Aes.Create();
        aes.Key = key.Master.ToArray();
        return new SrtpSessionKeys
        {
            Cipher = Derive(aes, key.Salt, first, key.Master.Length),
            Authentication = key.Suite.IsAead() ? [] : Derive(aes, key.Salt, first + 1, AuthenticationKeyLength),
            Salt = Derive(aes, key.Salt, first + 2, key.Salt.Length),
        };
    }

    // Counter mode from the salt with the label in it; a salt of 96 bits is filled up with zeros at its end (RFC 7714 section 11).
    private static byte[] Derive(Aes aes, ReadOnlySpan<byte> salt, int label, int length)
    {
        var blocks = new byte[(length + 15) / 16 * 16];
        for (var i = 0; i < blocks.Length; i += 16)
        {
            var block = blocks.AsSpan(i, 16);
            salt.CopyTo(block);
            block[7] ^= (byte)label;
            block[15] = (byte)(i / 16);
        }

#pragma warning disable CA5358 // One block cipher call per counter block is what counter mode is made of.
        return aes.EncryptEcb(blocks, PaddingMode.None)[..length];
#pragma warning restore CA5358
    }
}

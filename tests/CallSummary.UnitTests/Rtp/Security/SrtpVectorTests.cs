using CallSummary.Rtp.Security;

namespace CallSummary.UnitTests.Rtp.Security;

/// <summary>The examples that the standards print.</summary>
public sealed class SrtpVectorTests
{
    private const string Key256 = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private const string Rtp = "8040f17b8041f8d35501a0b247616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573";
    private const string Rtcp = "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61deadbeefdeadbeefdeadbeefdeadbeefdeadbeef";

    [Fact]
    public void Derive_Rfc3711AppendixB3_GivesTheSessionKeys()
    {
        var key = new SrtpKey(SrtpSuite.AesCm128HmacSha1Tag80, Hex("E1F97A0D3E018BE0D64FA32C06DE41390EC675AD498AFEEBB6960B3AABE6"));

        var keys = SrtpSessionKeys.Derive(key, control: false);

        Assert.Equal("C61E7A93744F39EE10734AFE3FF7A087", Convert.ToHexString(keys.Cipher));
        Assert.Equal("30CBBC08863D8C85D49DB34A9AE1", Convert.ToHexString(keys.Salt));
        Assert.Equal("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4", Convert.ToHexString(keys.Authentication));
    }

    [Fact]
    public void Cipher_Rfc3711AppendixB2_GivesTheKeyStream()
    {
        using var transform = new AesCounterTransform(Session("2B7E151628AED2A6ABF7158809CF4F3C", "F0F1F2F3F4F5F6F7F8F9FAFBFCFD"), 10);
        var stream = new byte[48];

        transform.Cipher(stream, default);

        Assert.Equal("E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB41E95B3BB0A2E8DD477901E4FCA894C0", Convert.ToHexString(stream));
    }

    [Fact]
    public void Protect_AesCm80_MatchesTheReferenceImplementation()
    {
        var key = new SrtpKey(SrtpSuite.AesCm128HmacSha1Tag80, Hex("e1f97a0d3e018be0d64fa32c06de41390ec675ad498afeebb6960b3aabe6"));
        using var rtp = new SrtpSender(key, control: false);
        using var rtcp = new SrtpSender(key, control: true);

        Assert.Equal(
            "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb",
            Protect(rtp.Protect, "800f1234decafbadcafebabeabababababababababababababababab"));
        Assert.Equal(
            "81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798",
            Protect(rtcp.ProtectControl, "81c8000bcafebabeabababababababababababababababab"));
    }

    [Theory]
    [InlineData(16, "8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce")]
    [InlineData(32, "8040f17b8041f8d35501a0b232b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f1ba63799b87b7aa3db36dfffd6b0f9bb7878d7a76c13")]
    public void Rtp_Rfc7714Section16_BothWays(int keyLength, string expected)
    {
        using var sender = new SrtpSender(new AesGcmTransform(GcmSession(keyLength)), []);
        using var receiver = new SrtpReceiver(new AesGcmTransform(GcmSession(keyLength)), []);
        var datagram = Hex(expected);

        Assert.Equal(expected, Protect(sender.Protect, Rtp));
        Assert.Equal(SrtpVerdict.Good, receiver.TryUnprotect(datagram, out var length));
        Assert.Equal(Rtp, Text(datagram.AsSpan(0, length)));
    }

    [Theory]
    [InlineData(16, "81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4")]
    [InlineData(32, "81c8000d4d617273d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50a2eaa5c1110555be8415f658c61de0476f1b6fad1d1eb30c4446839f57ff6f6cb26ac3be800005d4")]
    public void Rtcp_Rfc7714Section17_BothWays(int keyLength, string expected)
    {
        using var sender = new SrtpSender(new AesGcmTransform(GcmSession(keyLength)), []);
        using var receiver = new SrtpReceiver(new AesGcmTransform(GcmSession(keyLength)), []);
        var datagram = Hex(expected);
        var sent = string.Empty;
        for (var i = 0; i < 0x5d4; i++)
        {
            sent = Protect(sender.ProtectControl, Rtcp);
        }

        Assert.Equal(expected, sent);
        Assert.Equal(SrtpVerdict.Good, receiver.TryUnprotectControl(datagram, out var length));
        Assert.Equal(Rtcp, Text(datagram.AsSpan(0, length)));
    }

    [Fact]
    public void Rtcp_Rfc7714Section173NotEnciphered_IsNotTaken()
    {
        using var receiver = new SrtpReceiver(new AesGcmTransform(GcmSession(16)), []);
        var datagram = Hex(Rtcp + "841dd9683dd78ec92ae58790125f62b3000005d4");

        Assert.Equal(SrtpVerdict.NotAuthentic, receiver.TryUnprotectControl(datagram, out _));
    }

    private delegate int Protection(Span<byte> buffer, int length);

    private static string Protect(Protection protect, string packet)
    {
        var plain = Hex(packet);
        var buffer = new byte[plain.Length + SrtpSender.MaxOverhead];
        plain.CopyTo(buffer, 0);
        return Text(buffer.AsSpan(0, protect(buffer, plain.Length)));
    }

    private static SrtpSessionKeys GcmSession(int keyLength) => Session(Key256[..(keyLength * 2)], "517569642070726f2071756f");

    private static SrtpSessionKeys Session(string key, string salt) => new() { Cipher = Hex(key), Authentication = new byte[20], Salt = Hex(salt) };

    private static byte[] Hex(string text) => Convert.FromHexString(text);

    private static string Text(ReadOnlySpan<byte> octets) => Convert.ToHexStringLower(octets);
}

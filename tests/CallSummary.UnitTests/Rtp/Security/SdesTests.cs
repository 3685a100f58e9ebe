using CallSummary.Rtp.Security;

namespace CallSummary.UnitTests.Rtp.Security;

public sealed class SdesTests
{
    private const string Inline = "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";

    [Theory]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 " + Inline, 0)]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 " + Inline + "|2^20|1:4", 4)]
    [InlineData("22 AES_CM_128_HMAC_SHA1_32 " + Inline + "|1:2 WSH=128 -NEW=1", 2)]
    [InlineData("1 AEAD_AES_128_GCM inline:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGw|2^48", 0)]
    public void TryParse_WhatTheStandardAllows_IsRead(string value, int mkiLength)
    {
        Assert.True(SdesAttribute.TryParse(value, out var attribute));
        Assert.Equal(mkiLength, attribute.Key.Mki.Length);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0 AES_CM_128_HMAC_SHA1_80 " + Inline)]
    [InlineData("1 F8_128_HMAC_SHA1_80 " + Inline)]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 inline:AAAA")]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz;inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz")]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 " + Inline + "|1:129")]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 " + Inline + "|256:1")]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 " + Inline + " UNENCRYPTED_SRTP")]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 " + Inline + " KDR=1")]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 http://key")]
    public void TryParse_WhatWeCannotDo_IsRefused(string? value) => Assert.False(SdesAttribute.TryParse(value, out _));

    [Fact]
    public void OfferAndAnswer_AgreeOnTheFirstCommonSuite()
    {
        var offer = new SdesOffer([SrtpSuite.AeadAes256Gcm, SrtpSuite.AesCm128HmacSha1Tag80, SrtpSuite.AesCm128HmacSha1Tag32]);

        Assert.True(SdesAnswer.TryAnswer(offer.Values, [SrtpSuite.AesCm128HmacSha1Tag32, SrtpSuite.AesCm128HmacSha1Tag80], null, out var answer));
        Assert.True(offer.TryComplete(answer.Value, out var keys));

        Assert.Equal(SrtpSuite.AesCm128HmacSha1Tag80, keys.Local.Suite);
        Assert.Equal((keys.Local, keys.Remote), (answer.Keys.Remote, answer.Keys.Local));
        Assert.NotEqual(keys.Local, keys.Remote);
    }

    [Fact]
    public void OfferAndAnswer_NothingInCommonOrNotOffered_Fail()
    {
        var offer = new SdesOffer([SrtpSuite.AesCm128HmacSha1Tag80]);

        Assert.False(SdesAnswer.TryAnswer(offer.Values, [SrtpSuite.AeadAes128Gcm], null, out _));
        Assert.False(offer.TryComplete(new SdesAttribute(2, SrtpKey.Generate(SrtpSuite.AesCm128HmacSha1Tag80)).ToValue(), out _));
        Assert.False(offer.TryComplete(new SdesAttribute(1, SrtpKey.Generate(SrtpSuite.AesCm128HmacSha1Tag32)).ToValue(), out _));
        Assert.False(offer.TryComplete(null, out _));
    }

    [Fact]
    public void OfferAndAnswer_KeyInUse_IsKept()
    {
        var own = SrtpKey.Generate(SrtpSuite.AesCm128HmacSha1Tag80);
        var offer = new SdesOffer([SrtpSuite.AeadAes128Gcm, own.Suite], keep: own);

        Assert.True(SdesAnswer.TryAnswer(offer.Values.Skip(1), [own.Suite], own, out var answer));

        Assert.Equal(own, answer.Keys.Remote);
        Assert.Equal(own, answer.Keys.Local);
    }

    [Fact]
    public void ToString_OfAllThatHoldsAKey_DoesNotShowIt()
    {
        var attribute = new SdesAttribute(1, SrtpKey.Generate(SrtpSuite.AesCm128HmacSha1Tag80));
        var secret = Convert.ToBase64String(attribute.Key.Material);

        Assert.Contains(secret, attribute.ToValue(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, attribute.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, new SrtpKeys(attribute.Key, attribute.Key).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, new SdesAnswer(attribute.ToValue(), new SrtpKeys(attribute.Key, attribute.Key)).ToString(), StringComparison.Ordinal);
    }
}

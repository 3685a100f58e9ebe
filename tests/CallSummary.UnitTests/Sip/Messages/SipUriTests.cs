using CallSummary.Sip.Messages;

namespace CallSummary.UnitTests.Sip.Messages;

public sealed class SipUriTests
{
    [Theory]
    [InlineData("sip:alice@example.com", "alice", "example.com", null)]
    [InlineData("sip:+82-10-1234@[2001:db8::1]:5070;transport=TCP", "+82-10-1234", "[2001:db8::1]", 5070)]
    [InlineData("SIPS:192.0.2.1:5061", null, "192.0.2.1", 5061)]
    [InlineData("sip:a%20b:secret@h", "a b", "h", null)]
    [InlineData("tel:+821012345678;phone-context=x", "+821012345678", "", null)]
    public void TryParse_Uri_GivesItsParts(string text, string? user, string host, int? port)
    {
        Assert.True(SipUri.TryParse(text, out var uri));
        Assert.Equal(user, uri.User);
        Assert.Equal(host, uri.Host);
        Assert.Equal(port, uri.Port);
        Assert.Equal(text, uri.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("sip:")]
    [InlineData("sip:@h")]
    [InlineData("sip:a@")]
    [InlineData("sip:a@h:0")]
    [InlineData("sip:a@h:65536")]
    [InlineData("sip:a@[::1")]
    [InlineData("sip:a@h h")]
    [InlineData("nocolon")]
    public void TryParse_NoUri_IsRefused(string text) => Assert.False(SipUri.TryParse(text, out _));

    [Fact]
    public void ToString_BuiltUri_EscapesTheUserAndBracketsIPv6() =>
        Assert.Equal("sip:a%20b%3Ac%EC%95%88@[::1]:5062", new SipUri("a b:c안", "::1", 5062).ToString());

    [Theory]
    [InlineData("\"A \\\"B\\\"\" <sip:a@h;x=1>;tag=t", "A \"B\"", "t")]
    [InlineData("Bob <sip:a@h>", "Bob", null)]
    [InlineData("sip:a@h;tag=t", null, "t")]
    public void NameAddress_TryParse_SplitsNameUriAndParameters(string text, string? name, string? tag)
    {
        Assert.True(NameAddress.TryParse(text, out var address));
        Assert.Equal(name, address.DisplayName);
        Assert.Equal(tag, address.Tag);
        Assert.Equal("a", address.Uri.User);
    }
}

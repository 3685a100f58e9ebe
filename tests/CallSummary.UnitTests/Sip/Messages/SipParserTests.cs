using System.Text;
using CallSummary.Sip.Messages;

namespace CallSummary.UnitTests.Sip.Messages;

public sealed class SipParserTests
{
    [Fact]
    public void Parse_CompactAndFoldedHeaders_ReadsThem()
    {
        var request = (SipRequest)Wire.Parse("INVITE sip:b@h SIP/2.0\r\nv: SIP/2.0/UDP h\r\n ;branch=z9hG4bKx\r\nf: \"A, B\" <sip:a@h>;tag=1\r\nt:\r\n\t<sip:b@h>\r\ni: id\r\ncseq: 7 INVITE\r\nm: <sip:a@h>, <sip:c@h>\r\nl: 2\r\n\r\nhi");

        Assert.Equal("z9hG4bKx", request.TopVia!.Branch);
        Assert.Equal("A, B", request.From.DisplayName);
        Assert.Equal("1", request.From.Tag);
        Assert.Equal("b", request.To.Uri.User);
        Assert.Equal(new CSeq(7, "INVITE"), request.CSeq);
        Assert.Equal(["<sip:a@h>", "<sip:c@h>"], request.Headers.Elements("Contact"));
        Assert.Equal("hi"u8.ToArray(), request.Body.ToArray());
    }

    [Theory]
    [InlineData("Call-ID: other\r\n")]
    [InlineData("i: other\r\n")]
    [InlineData("CSeq: 1 OPTIONS\r\n")]
    [InlineData("From: <sip:x@h>\r\n")]
    [InlineData("t: <sip:x@h>\r\n")]
    [InlineData("Content-Length: 0\r\n")]
    [InlineData("Max-Forwards: 70\r\n")]
    public void Parse_SingleValueHeaderTwice_IsDuplicate(string extra) =>
        Assert.Equal(SipParseError.DuplicateHeader, SipParser.Parse(Encoding.UTF8.GetBytes(Wire.Request("OPTIONS", extra: extra)), out _));

    [Fact]
    public void Parse_TooManyHeaders_IsAnError()
    {
        var extra = string.Concat(Enumerable.Repeat("X: y\r\n", SipLimits.MaxHeaders));
        Assert.Equal(SipParseError.TooManyHeaders, SipParser.Parse(Encoding.UTF8.GetBytes(Wire.Request("OPTIONS", extra: extra)), out _));
    }

    [Theory]
    [InlineData(SipLimits.MaxHeaderBytes, SipParseError.HeaderTooLong)]
    [InlineData(SipLimits.MaxHeaderBytes - 20, SipParseError.None)]
    public void Parse_HeaderLength_IsCapped(int length, SipParseError expected) =>
        Assert.Equal(expected, SipParser.Parse(Encoding.UTF8.GetBytes(Wire.Request("OPTIONS", extra: $"X-Pad: {new string('y', length)}\r\n")), out _));

    [Fact]
    public void Parse_FoldedHeaderLength_IsCapped()
    {
        var folded = string.Concat(Enumerable.Repeat("\r\n yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy", 200));
        Assert.Equal(SipParseError.HeaderTooLong, SipParser.Parse(Encoding.UTF8.GetBytes(Wire.Request("OPTIONS", extra: $"X: {folded}\r\n")), out _));
    }

    [Fact]
    public void Parse_MessageOver64KB_IsTooLarge() =>
        Assert.Equal(SipParseError.MessageTooLarge, SipParser.Parse(new byte[SipLimits.MaxMessageBytes + 1], out _));

    [Fact]
    public void Parse_ContentLengthOverBody_IsTruncatedAndStillAnswerable()
    {
        var text = Wire.Request("OPTIONS").Replace("Content-Length: 0", "Content-Length: 5", StringComparison.Ordinal);
        Assert.Equal(SipParseError.BodyTruncated, SipParser.Parse(Encoding.UTF8.GetBytes(text), out var message));
        Assert.Equal("call-1", message!.CallId);
    }

    [Fact]
    public void ToBytes_ParsedMessage_RoundTrips()
    {
        var text = Wire.Request("INVITE", body: Wire.Sdp, extra: "X-Korean: 안녕하세요\r\nRoute: <sip:p1;lr>, <sip:p2;lr>\r\n");
        var again = Wire.Parse(Encoding.UTF8.GetString(Wire.Parse(text).ToBytes()));

        Assert.Equal("안녕하세요", again.Headers["X-Korean"]);
        Assert.Equal(["<sip:p1;lr>", "<sip:p2;lr>"], again.Headers.Elements("Route"));
        Assert.Equal(Wire.Sdp, Encoding.UTF8.GetString(again.Body.Span));
    }

    [Theory]
    [InlineData("X", "a\r\nVia: evil")]
    [InlineData("X: y\r\nVia", "v")]
    public void Add_LineBreak_Throws(string name, string value) => Assert.Throws<ArgumentException>(() => new SipHeaders().Add(name, value));
}

using CallSummary.Sip.Messages;
using CallSummary.TestKit;

namespace CallSummary.UnitTests.Sip.Messages;

/// <summary>RFC 4475: what must be read, what must be refused, and that nothing ever throws.</summary>
public sealed class TortureTests
{
    public static IEnumerable<TheoryDataRow<string>> All => Directory.GetFiles(Folder, "*.dat").Order().Select(file => new TheoryDataRow<string>(Path.GetFileName(file)));

    private static string Folder => Path.Combine(RepositoryRoot.Path, "tests", "CallSummary.UnitTests", "Sip", "Rfc4475");

    [Theory]
    [MemberData(nameof(All))]
    public void Parse_AnyTortureMessage_GivesAMessageOrAnError(string file)
    {
        var error = SipParser.Parse(Read(file), out var message);
        Assert.True(message is not null || error != SipParseError.None);
        if (error == SipParseError.None) Assert.Equal(SipParseError.None, SipParser.Parse(message!.ToBytes(), out _));
    }

    [Theory]
    [InlineData("wsinv")] // 3.1.1.1
    [InlineData("intmeth")] // 3.1.1.2
    [InlineData("esc01")] // 3.1.1.3
    [InlineData("escnull")] // 3.1.1.4
    [InlineData("esc02")] // 3.1.1.5
    [InlineData("lwsdisp")] // 3.1.1.6
    [InlineData("longreq")] // 3.1.1.7
    [InlineData("dblreq")] // 3.1.1.8
    [InlineData("semiuri")] // 3.1.1.9
    [InlineData("transports")] // 3.1.1.10
    [InlineData("mpart01")] // 3.1.1.11
    [InlineData("unreason")] // 3.1.1.12
    [InlineData("noreason")] // 3.1.1.13
    [InlineData("badbranch")] // 3.2.1
    [InlineData("unkscm")] // 3.3.3
    [InlineData("novelsc")] // 3.3.4
    [InlineData("bext01")] // 3.3.6
    [InlineData("invut")] // 3.3.7
    [InlineData("zeromf")] // 3.3.11
    [InlineData("cparam01")] // 3.3.12
    [InlineData("cparam02")] // 3.3.13
    [InlineData("regescrt")] // 3.3.14
    [InlineData("sdp01")] // 3.3.15
    [InlineData("inv2543")] // 3.4.1
    public void Parse_ValidMessage_IsRead(string name) => Assert.Equal(SipParseError.None, SipParser.Parse(Read(name + ".dat"), out _));

    [Theory]
    [InlineData("clerr", SipParseError.BodyTruncated)] // 3.1.2.2
    [InlineData("ncl", SipParseError.BadContentLength)] // 3.1.2.3
    [InlineData("scalar02", SipParseError.BadCSeq)] // 3.1.2.4
    [InlineData("scalarlg", SipParseError.BadCSeq)] // 3.1.2.5
    [InlineData("quotbal", SipParseError.BadAddress)] // 3.1.2.6
    [InlineData("ltgtruri", SipParseError.BadRequestUri)] // 3.1.2.7
    [InlineData("lwsruri", SipParseError.BadRequestUri)] // 3.1.2.8
    [InlineData("lwsstart", SipParseError.BadRequestUri)] // 3.1.2.9
    [InlineData("trws", SipParseError.BadStartLine)] // 3.1.2.10
    [InlineData("regbadct", SipParseError.BadAddress)] // 3.1.2.13
    [InlineData("badaspec", SipParseError.BadAddress)] // 3.1.2.14
    [InlineData("badvers", SipParseError.BadVersion)] // 3.1.2.16
    [InlineData("mismatch01", SipParseError.MethodMismatch)] // 3.1.2.17
    [InlineData("mismatch02", SipParseError.MethodMismatch)] // 3.1.2.18
    [InlineData("bigcode", SipParseError.BadStartLine)] // 3.1.2.19
    [InlineData("insuf", SipParseError.MissingHeader)] // 3.3.1
    [InlineData("multi01", SipParseError.DuplicateHeader)] // 3.3.8
    [InlineData("mcl01", SipParseError.DuplicateHeader)] // 3.3.9
    public void Parse_InvalidMessage_IsRefusedForItsReason(string name, SipParseError expected) => Assert.Equal(expected, SipParser.Parse(Read(name + ".dat"), out _));

    [Fact]
    public void Parse_Wsinv_ReadsThroughTheWhitespace()
    {
        SipParser.Parse(Read("wsinv.dat"), out var message);
        Assert.Equal("98asjd8", message!.From.Tag);
        Assert.Equal(new CSeq(9, "INVITE"), message.CSeq);
        Assert.Equal("192.0.2.2", message.TopVia!.Host);
        Assert.Equal(3, message.Headers.Elements("Via").Count());
    }

    [Fact]
    public void Parse_EscNull_KeepsTheEscapedNulls()
    {
        SipParser.Parse(Read("escnull.dat"), out var message);
        Assert.Equal("null-\0-null", message!.From.Uri.User);
    }

    [Fact]
    public void Parse_Semiuri_UserHoldsSemicolon()
    {
        SipParser.Parse(Read("semiuri.dat"), out var message);
        Assert.Equal("user;par=u@example.net", ((SipRequest)message!).RequestUri.User);
    }

    [Fact]
    public void TryRead_Mpart01_GivesBothParts()
    {
        SipParser.Parse(Read("mpart01.dat"), out var message);
        Assert.True(MultipartBody.TryRead(message!, out var parts));
        Assert.Equal(2, parts.Count);
        Assert.Equal("text/plain", parts[0].ContentType);
        Assert.Equal("Hello", System.Text.Encoding.UTF8.GetString(parts[0].Body.Span).Trim());
    }

    private static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Folder, file));
}

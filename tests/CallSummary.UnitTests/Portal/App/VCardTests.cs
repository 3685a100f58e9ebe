using CallSummary.Portal.App;

namespace CallSummary.UnitTests.Portal.App;

public sealed class VCardTests
{
    [Fact]
    public void Read_Version4And3And21_GivesNamesAndNumbers()
    {
        var entries = VCard.Read("""
            BEGIN:VCARD
            VERSION:4.0
            FN:김민수
            TEL;VALUE=uri;TYPE=cell:tel:+82-10-1234-5678
            item1.TEL:02-555-0101
            END:VCARD
            BEGIN:VCARD
            VERSION:3.0
            N:Lee;Anna;;;
            FN:Anna
              Lee
            TEL;TYPE=CELL:010 9999 8888
            END:VCARD
            BEGIN:VCARD
            VERSION:2.1
            FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=EB=B0=95=EC=A7=80=
            =EC=9B=90
            TEL;CELL:01012341234
            END:VCARD
            """);

        Assert.Equal(
            [new("+821012345678", "김민수"), new("+8225550101", "김민수"), new("+821099998888", "Anna Lee"), new("+821012341234", "박지원")],
            entries);
    }

    [Theory]
    [InlineData("")]
    [InlineData("BEGIN:VCARD\nTEL:010-1234-5678\nEND:VCARD")] // No name.
    [InlineData("BEGIN:VCARD\nFN:x\nTEL:call me\nEND:VCARD")]
    [InlineData("BEGIN:VCARD\nFN:x\nTEL:010-1234-5678")] // Cut off.
    [InlineData(":::\n;;;\n\0")]
    public void Read_NothingUsable_IsEmpty(string text) => Assert.Empty(VCard.Read(text));

    [Theory]
    [InlineData("010-1234-5678", "+821012345678")]
    [InlineData("+1 (212) 555-0100", "+12125550100")]
    [InlineData("0082 10 1234 5678", "+821012345678")]
    [InlineData("114", "114")]
    [InlineData("12345678901234567890", null)]
    [InlineData("abc", null)]
    public void Number_AsWritten_IsAsCallsShowIt(string text, string? expected) => Assert.Equal(expected, VCard.Number(text));
}

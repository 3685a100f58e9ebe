using System.Globalization;
using CallSummary.Portal.Administration;

namespace CallSummary.UnitTests.Portal.Administration;

public sealed class NumberFileTests
{
    [Fact]
    public void Read_EverySeparatorAndQuotes_GivesTheLines()
    {
        var (lines, errors) = NumberFile.Read("\uFEFFfirst\tlast\tnote\n+82 10-1234-0000\t+82 10-1234-9999\t\"Seoul \"\"north\"\"\"\n\n1000\n");

        Assert.Empty(errors);
        Assert.Equal([new NumberLine(2, "+821012340000", "+821012349999", "Seoul \"north\""), new NumberLine(4, "1000", "1000", "")], lines);
    }

    [Theory]
    [InlineData("hello1")]
    [InlineData("+8210-12345678901234")]
    [InlineData("1")]
    [InlineData("++82101")]
    [InlineData("+82101,+8210")]
    [InlineData("+82102,+82101")]
    [InlineData("+821000000000,+821099999999")]
    [InlineData("1000,1000,note,more")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\u0661\u0662\u0663\u0664")]
    public void Read_BadLine_NamesIt(string line)
    {
        var (_, errors) = NumberFile.Read($"+821012340000\n{line}\n");

        Assert.Equal(2, Assert.Single(errors).Line);
    }

    [Fact]
    public void Read_LinesThatOverlap_NamesTheLaterAndTheOther()
    {
        var (_, errors) = NumberFile.Read("+821012340000,+821012349999\n1000\n+821012345000\n");

        var (line, problem) = Assert.Single(errors);
        Assert.Equal(3, line);
        Assert.Contains("line 1", problem.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TooManyLinesOrErrors_StopsAtTheCap()
    {
        var many = string.Join('\n', Enumerable.Range(0, NumberFile.MostLines + 1).Select(i => (1_000_000 + i).ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(NumberFile.MostLines + 1, Assert.Single(NumberFile.Read(many).Errors).Line);
        Assert.Equal(NumberFile.MostErrors, NumberFile.Read(string.Join('\n', Enumerable.Repeat("x1", 500))).Errors.Count);
    }
}

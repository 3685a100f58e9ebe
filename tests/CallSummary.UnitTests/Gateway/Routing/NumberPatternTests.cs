using CallSummary.Gateway.Routing;

namespace CallSummary.UnitTests.Gateway.Routing;

public sealed class NumberPatternTests
{
    [Theory]
    [InlineData("*", "anything", true)]
    [InlineData("+8210*", "+821012345678", true)]
    [InlineData("+8210*", "+82212345678", false)]
    [InlineData("1000", "1000", true)]
    [InlineData("1000", "10001", false)]
    [InlineData("/^\\+82(2|31)\\d+$/", "+82311234567", true)]
    [InlineData("/^\\+82(2|31)\\d+$/", "+821012345678", false)]
    public void IsMatch_EachKindOfPattern_MatchesItsNumbers(string pattern, string number, bool expected) =>
        Assert.Equal(expected, NumberPattern.Parse(pattern).IsMatch(number));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("+82*10", "* before its end")]
    [InlineData("/(/", "not a regular expression")]
    [InlineData("/(?=a)b/", "no look-around")]
    public void TryParse_BadPattern_SaysWhatToWrite(string pattern, string expected)
    {
        Assert.False(NumberPattern.TryParse(pattern, out _, out var error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void IsMatch_PatternThatBacktracksElsewhere_AnswersAtOnce() =>
        Assert.False(NumberPattern.Parse("/^(1+)+$/").IsMatch(new string('1', 60) + "x"));
}

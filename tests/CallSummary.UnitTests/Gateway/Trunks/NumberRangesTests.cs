using CallSummary.Gateway.Trunks;

namespace CallSummary.UnitTests.Gateway.Trunks;

public sealed class NumberRangesTests
{
    private static readonly NumberRanges Ranges = new(
    [
        ("+821012340000", "+821012340999"), ("+821012340500", "+821012342000"), ("1000", "1000"), ("+821099990000", "+821099990000"), ("+821012340100", "+821012340200"),
    ]);

    [Theory]
    [InlineData("+821012340000", true)]
    [InlineData("+821012340999", true)]
    [InlineData("+821012341999", true)]
    [InlineData("+821012342000", true)]
    [InlineData("+821012342001", false)]
    [InlineData("+821012339999", false)]
    [InlineData("1000", true)]
    [InlineData("1001", false)]
    [InlineData("+821099990000", true)]
    [InlineData("+8210123405", false)]
    [InlineData("", false)]
    public void Contains_Number_KnowsItByItsRange(string number, bool expected) => Assert.Equal(expected, Ranges.Contains(number));
}

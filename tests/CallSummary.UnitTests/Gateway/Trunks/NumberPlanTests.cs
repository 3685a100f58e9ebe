using CallSummary.Gateway.Trunks;

namespace CallSummary.UnitTests.Gateway.Trunks;

public sealed class NumberPlanTests
{
    [Theory]
    [InlineData("01012345678", "+821012345678")]
    [InlineData("010-1234-5678", "+821012345678")]
    [InlineData("(02)123-4567", "+8221234567")]
    [InlineData("+82 10", null)]
    [InlineData("+821012345678", "+821012345678")]
    [InlineData("0082101234567", "+82101234567")]
    [InlineData("+821012345678;phone-context=x", "+821012345678")]
    [InlineData("15881234", "15881234")]
    [InlineData("119", "119")]
    [InlineData("1000", "1000")]
    [InlineData("memo", "memo")]
    [InlineData("", null)]
    [InlineData("a@b", null)]
    [InlineData("1000\r\nEvil: 1", null)]
    public void Normalize_KoreanPlan_GivesE164WhereItCan(string user, string? expected) =>
        Assert.Equal(expected, new NumberPlan("82", "0", "00").Normalize(user));

    [Theory]
    [InlineData("01012345678", "01012345678")]
    [InlineData("+15551234567", "+15551234567")]
    public void Normalize_NoCountryCode_KeepsNumberAsSignalled(string user, string expected) =>
        Assert.Equal(expected, new NumberPlan("", "0", "00").Normalize(user));

    [Fact]
    public void Normalize_TooLong_IsRefused() =>
        Assert.Null(new NumberPlan("82", "0", "00").Normalize(new string('1', 65)));
}

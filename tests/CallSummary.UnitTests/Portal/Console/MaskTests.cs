using CallSummary.Portal.Console;

namespace CallSummary.UnitTests.Portal.Console;

public sealed class MaskTests
{
    [Theory]
    [InlineData("010-1234-5678", "•••-••••-••78")]
    [InlineData("+821012345678", "+••••••••••78")]
    [InlineData("계좌는 110 234 567890입니다", "계좌는 ••• ••• ••••90입니다")]
    [InlineData("3시에 만나요, 10분 일찍", "3시에 만나요, 10분 일찍")]
    [InlineData("코드 4821", "코드 ••21")]
    [InlineData("", "")]
    public void Of_Text_HidesNumbersOfFourDigitsAndMore(string text, string expected) => Assert.Equal(expected, Mask.Of(text));
}

using CallSummary.Portal.Pages;

namespace CallSummary.UnitTests.Portal.Pages;

public sealed class WordingTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 25, 0, 5, 0, TimeSpan.FromHours(9));
    private static readonly Wording Korean = new(new Display("ko", "auto", "normal"));
    private static readonly Wording English = new(new Display("en", "auto", "normal"));

    [Fact]
    public void Time_Midnight_IsTwelve()
    {
        Assert.Equal("오전 12:05", Korean.Time(At));
        Assert.Equal("12:05 AM", English.Time(At));
    }

    [Fact]
    public void Day_YesterdayInTheCallsZone_IsSaidSo()
    {
        // 16:00 UTC on the 25th is the 26th in Seoul.
        Assert.Equal("어제 · 11월 25일 (수)", Korean.Day(At, new DateTimeOffset(2026, 11, 25, 16, 0, 0, TimeSpan.Zero)));
        Assert.Equal("Wed 25 Nov 2026", English.Day(At, At.AddYears(1)));
    }

    [Theory]
    [InlineData("+821012345678", "010-1234-5678")]
    [InlineData("+8225550101", "02-555-0101")]
    [InlineData("+82315551234", "031-555-1234")]
    [InlineData("+12125550100", "+12125550100")]
    [InlineData("anna", "anna")]
    [InlineData("", "—")]
    public void Number_Korean_IsAsDialledAtHome(string number, string expected) => Assert.Equal(expected, Wording.Number(number));

    [Fact]
    public void Length_Any_IsReadable()
    {
        Assert.Equal("45초", Korean.Length(TimeSpan.FromSeconds(45)));
        Assert.Equal("3 min 5 s", English.Length(TimeSpan.FromSeconds(185)));
        Assert.Equal("1시간 1분", Korean.Length(TimeSpan.FromMinutes(61)));
    }
}

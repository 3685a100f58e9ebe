using CallSummary.Summarization.Dates;

namespace CallSummary.UnitTests.Summarization.Dates;

public sealed class WhenResolverTests
{
    // A Tuesday, 10:30 in Seoul.
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 1, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("내일 오후 6시", "2026-11-25T18:00:00+09:00")]
    [InlineData("모레 오전 4시 30분", "2026-11-26T04:30:00+09:00")]
    [InlineData("월요일 오전 3시", "2026-11-30T03:00:00+09:00")]
    [InlineData("목요일 오후 세 시 반", "2026-11-26T15:30:00+09:00")]
    [InlineData("Thursday 3 AM", "2026-11-26T03:00:00+09:00")]
    [InlineData("on Thursday at 3:30 PM", "2026-11-26T15:30:00+09:00")]
    [InlineData("tomorrow 12 AM", "2026-11-25T00:00:00+09:00")]
    [InlineData("tomorrow 12 PM", "2026-11-25T12:00:00+09:00")]
    [InlineData("오늘 15시", "2026-11-24T15:00:00+09:00")]
    [InlineData("내일 저녁 7시", "2026-11-25T19:00:00+09:00")]
    [InlineData("다음 주 금요일", "2026-12-04")]
    [InlineData("이번 주 금요일 오전 9시", "2026-11-27T09:00:00+09:00")]
    [InlineData("12월 3일 오후 2시", "2026-12-03T14:00:00+09:00")]
    [InlineData("1월 5일", "2027-01-05")]
    [InlineData("December 3", "2026-12-03")]
    [InlineData("25일", "2026-11-25")]
    [InlineData("3일 오전 10시", "2026-12-03T10:00:00+09:00")]
    [InlineData("내일 3시", "2026-11-25")]
    [InlineData("내일 오후 2시에서 오후 4시", "2026-11-25")]
    public void Resolve_ClearWords_GivesTheDate(string when, string expected) => Assert.Equal(expected, WhenResolver.Resolve(when, Start, "Asia/Seoul"));

    [Theory]
    [InlineData("오후 3시")]
    [InlineData("화요일 오후 3시")]
    [InlineData("next Friday")]
    [InlineData("이번 주 월요일")]
    [InlineData("나중에")]
    [InlineData("2월 30일")]
    [InlineData("내일이나 모레")]
    [InlineData("다음 주")]
    public void Resolve_WordsThatLeaveItOpen_GivesNothing(string when) => Assert.Null(WhenResolver.Resolve(when, Start, "Asia/Seoul"));

    [Fact]
    public void Resolve_OtherTimeZone_CountsDaysThere() =>
        Assert.Equal("2026-11-24T18:00:00-05:00", WhenResolver.Resolve("tomorrow 6 PM", Start, "America/New_York"));

    [Fact]
    public void Resolve_UnknownTimeZone_GivesNothing() => Assert.Null(WhenResolver.Resolve("내일 오후 6시", Start, "Mars/Olympus"));

    [Fact]
    public void Resolve_TimeThatTheClockSkips_GivesTheDay() =>
        Assert.Equal("2027-03-14", WhenResolver.Resolve("tomorrow 2:30 AM", new DateTimeOffset(2027, 3, 13, 20, 0, 0, TimeSpan.Zero), "America/New_York"));
}

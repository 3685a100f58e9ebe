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
    [InlineData("내일 새벽 두 시", "2026-11-25T02:00:00+09:00")]
    [InlineData("다음 주 금요일", "2026-12-04")]
    [InlineData("다음 주 수요일 오후 두 시", "2026-12-02T14:00:00+09:00")]
    [InlineData("이번 주 금요일 오전 9시", "2026-11-27T09:00:00+09:00")]
    [InlineData("12월 3일 오후 2시", "2026-12-03T14:00:00+09:00")]
    [InlineData("1월 5일", "2027-01-05")]
    [InlineData("2027년 3월 2일", "2027-03-02")]
    [InlineData("December 3", "2026-12-03")]
    [InlineData("25일", "2026-11-25")]
    [InlineData("3일 오전 10시", "2026-12-03T10:00:00+09:00")]
    [InlineData("다음 달 십오일", "2026-12-15")]
    [InlineData("사흘 뒤", "2026-11-27")]
    [InlineData("10일 뒤", "2026-12-04")]
    [InlineData("in two weeks", "2026-12-08")]
    [InlineData("next Friday", "2026-12-04")]
    [InlineData("12월 3일 목요일", "2026-12-03")]
    [InlineData("tomorrow noon", "2026-11-25T12:00:00+09:00")]
    [InlineData("Friday at half past four in the afternoon", "2026-11-27T16:30:00+09:00")]
    [InlineData("tonight at 8", "2026-11-24T20:00:00+09:00")]
    [InlineData("내일 9시", "2026-11-25")]
    [InlineData("내일 오후 2시하고 오후 4시", "2026-11-25")]
    public void Resolve_ClearWords_GivesTheMoment(string when, string expected)
    {
        var resolved = Resolve(when);

        Assert.Equal(expected, resolved?.StartsAt);
        Assert.Equal(expected.Contains('T', StringComparison.Ordinal) ? "minute" : "day", resolved?.Precision);
        Assert.False(resolved?.AfternoonAssumed);
    }

    [Theory]
    [InlineData("모레 세 시", "2026-11-26T15:00:00+09:00")]
    [InlineData("모레 세 시 반", "2026-11-26T15:30:00+09:00")]
    [InlineData("next Wednesday at two", "2026-12-02T14:00:00+09:00")]
    [InlineData("내일 열두 시 반", "2026-11-25T12:30:00+09:00")]
    public void Resolve_HalfOfTheDayNotSaid_TakesTheAfternoonAndSaysSo(string when, string expected)
    {
        var resolved = Resolve(when);

        Assert.Equal(expected, resolved?.StartsAt);
        Assert.True(resolved?.AfternoonAssumed);
    }

    [Theory]
    [InlineData("내일 오후 2시에서 4시", "2026-11-25T14:00:00+09:00", "2026-11-25T16:00:00+09:00")]
    [InlineData("수요일 새벽 두 시부터 네 시까지", "2026-11-25T02:00:00+09:00", "2026-11-25T04:00:00+09:00")]
    [InlineData("tomorrow from 10 AM to 1 PM", "2026-11-25T10:00:00+09:00", "2026-11-25T13:00:00+09:00")]
    public void Resolve_FromTo_GivesBothEnds(string when, string starts, string ends)
    {
        var resolved = Resolve(when);

        Assert.Equal(starts, resolved?.StartsAt);
        Assert.Equal(ends, resolved?.EndsAt);
    }

    [Theory]
    [InlineData("오후 3시")]
    [InlineData("화요일 오후 3시")]
    [InlineData("이번 주 월요일")]
    [InlineData("나중에")]
    [InlineData("2월 30일")]
    [InlineData("내일이나 모레")]
    [InlineData("Thursday or Friday")]
    [InlineData("다음 주")]
    [InlineData("12월 3일 금요일")]
    [InlineData("99999999999일 뒤")]
    public void Resolve_WordsThatLeaveItOpen_GivesNothing(string when) => Assert.Null(Resolve(when));

    [Fact]
    public void Resolve_OtherTimeZone_CountsDaysThere() =>
        Assert.Equal("2026-11-24T18:00:00-05:00", WhenResolver.Resolve("tomorrow 6 PM", Start, Zone("America/New_York"))?.StartsAt);

    [Fact]
    public void Resolve_TimeThatTheClockSkips_GivesTheDay() =>
        Assert.Equal("2027-03-14", WhenResolver.Resolve("tomorrow 2:30 AM", new DateTimeOffset(2027, 3, 13, 20, 0, 0, TimeSpan.Zero), Zone("America/New_York"))?.StartsAt);

    private static ResolvedWhen? Resolve(string when) => WhenResolver.Resolve(when, Start, Zone("Asia/Seoul"));

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);
}

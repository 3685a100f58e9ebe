using CallSummary.Contracts;
using CallSummary.Portal.App;
using CallSummary.Storage.Calls;

namespace CallSummary.UnitTests.Portal.App;

public sealed class CallCalendarTests
{
    private static readonly Call Call = new()
    {
        Id = Guid.CreateVersion7(),
        TenantId = "t",
        CallerNumber = "+821011110001",
        CalleeNumber = "+82200",
        CallerIsSubscriber = true,
        CalleeIsSubscriber = false,
        StartedAt = DateTimeOffset.UnixEpoch,
        TimeZone = "Asia/Seoul",
        State = CallState.Summarized,
        Consent = ConsentState.Granted,
    };

    [Fact]
    public void Write_TextWithSyntax_IsEscapedAndFolded()
    {
        var item = Item("회의; 3,000원\r\nEND:VCALENDAR" + new string('가', 60), "2026-11-30T15:00:00+09:00");
        var text = CallCalendar.Write(item, Call, 0, CallCalendar.StartOf(item, Call)!.Value, "미소", DateTimeOffset.UnixEpoch);

        Assert.Contains("DTSTART:20261130T060000Z\r\n", text, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:회의\\; 3\\,000원\\nEND:VCALENDAR", text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), line => Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75));
        Assert.Equal(1, text.Split("\r\n").Count(line => line == "END:VCALENDAR"));
    }

    [Fact]
    public void Write_OnlyTheDayWasSaid_IsADay_AndAnEndEndsIt()
    {
        var item = Item("검진", "2026-11-30T00:00:00+09:00") with { StartsPrecision = "day" };
        var day = CallCalendar.Write(item, Call, 0, CallCalendar.StartOf(item, Call)!.Value, "미소", DateTimeOffset.UnixEpoch);
        Assert.Contains("DTSTART;VALUE=DATE:20261130\r\n", day, StringComparison.Ordinal);
        Assert.DoesNotContain("DTEND", day, StringComparison.Ordinal);

        item = Item("검진", "2026-11-30T15:00:00+09:00") with { EndsAt = "2026-11-30T16:30:00+09:00" };
        var hour = CallCalendar.Write(item, Call, 3, CallCalendar.StartOf(item, Call)!.Value, "미소", DateTimeOffset.UnixEpoch);
        Assert.Contains("DTEND:20261130T073000Z\r\n", hour, StringComparison.Ordinal);
        Assert.Contains($"UID:{Call.Id:N}-3@callsummary", hour.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("DTSTAMP:19700101T000000Z", hour, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("soon")]
    public void StartOf_NoCertainTime_IsNull(string? startsAt) => Assert.Null(CallCalendar.StartOf(Item("x", startsAt), Call));

    [Fact]
    public void StartOf_Utc_IsInTheCallsZone() =>
        Assert.Equal(new DateTimeOffset(2026, 11, 30, 15, 0, 0, TimeSpan.FromHours(9)), CallCalendar.StartOf(Item("x", "2026-11-30T06:00:00Z"), Call)!.Value);

    private static SummaryScheduleItem Item(string what, string? startsAt) => new() { What = what, When = "내일", StartsAt = startsAt, Evidence = [] };
}

using System.Globalization;
using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace CallSummary.Portal.App;

/// <summary>A schedule item for a calendar (RFC 5545).</summary>
internal static class CallCalendar
{
    /// <summary>When it begins, in the call's zone; null when what was said names no certain time.</summary>
    public static DateTimeOffset? StartOf(SummaryScheduleItem item, Call call) => At(item.StartsAt, call);

    /// <summary>Whether only the day was said.</summary>
    public static bool IsDay(SummaryScheduleItem item) => item.StartsPrecision == "day";

    public static string Write(SummaryScheduleItem item, Call call, int index, DateTimeOffset start, string party, DateTimeOffset now)
    {
        var wanted = new CalendarEvent
        {
            Uid = $"{call.Id:N}-{index}@callsummary",
            DtStamp = Utc(now),
            DtStart = IsDay(item) ? new CalDateTime(DateOnly.FromDateTime(start.DateTime)) : Utc(start),
            Summary = item.What.ReplaceLineEndings("\n"),
            Description = $"{party} · “{item.When}”".ReplaceLineEndings("\n"),
        };
        if (!IsDay(item) && At(item.EndsAt, call) is { } end && end > start)
        {
            wanted.DtEnd = Utc(end);
        }

        var calendar = new Ical.Net.Calendar { ProductId = "-//CallSummary//CallSummary//EN" };
        calendar.Events.Add(wanted);
        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    private static DateTimeOffset? At(string? text, Call call)
    {
        if (text is null || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return null;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(call.TimeZone, out var zone) ? TimeZoneInfo.ConvertTime(time, zone) : time;
    }

    private static CalDateTime Utc(DateTimeOffset at) => new(at.UtcDateTime, CalDateTime.UtcTzId);
}

using System.Globalization;
using System.Text.RegularExpressions;
using CallSummary.Summarization.Checking;

namespace CallSummary.Summarization.Dates;

/// <summary>
/// Resolves "when" as it was said against the call's start in the call's time zone. What has two readings ("Thursday" on a Thursday,
/// "at three" without morning or afternoon) stays open: a date without a time, or nothing.
/// </summary>
internal static partial class WhenResolver
{
    /// <returns><c>2026-11-25</c>, <c>2026-11-25T15:00:00+09:00</c>, or null.</returns>
    public static string? Resolve(string when, DateTimeOffset callStart, string timeZone)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone))
        {
            return null;
        }

        var anchors = AnchorReader.Read(when, generous: true).Distinct().ToList();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(callStart, zone).DateTime);
        if (Open().IsMatch(when) || Day([.. anchors.Where(a => a.Kind == AnchorKind.Day).Select(a => a.Value).Order(StringComparer.Ordinal)], today) is not { } day)
        {
            return null;
        }

        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var times = anchors.Where(a => a.Kind == AnchorKind.Time).ToList();
        if (times is not [{ Detail.Length: > 0 } time])
        {
            return date;
        }

        var clock = TimeOnly.ParseExact(time.Value, "h:mm", CultureInfo.InvariantCulture);
        var local = day.ToDateTime(new TimeOnly((clock.Hour % 12) + (time.Detail == "pm" ? 12 : 0), clock.Minute));
        return zone.IsInvalidTime(local) || zone.IsAmbiguousTime(local)
            ? date
            : new DateTimeOffset(local, zone.GetUtcOffset(local)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }

    private static DateOnly? Day(List<string> days, DateOnly today) => days switch
    {
        ["today"] => today,
        ["tomorrow"] => today.AddDays(1),
        ["day_after_tomorrow"] => today.AddDays(2),
        ["in_three_days"] => today.AddDays(3),
        [['w', var day]] => Upcoming(today, day - '0'),
        ["this_week", ['w', var day]] => NotPast(Monday(today).AddDays(day - '1'), today),
        ["next_week", ['w', var day]] => Monday(today).AddDays(7 + day - '1'),
        [['d', .. var dayOfMonth]] => DayOfMonth(today, int.Parse(dayOfMonth, CultureInfo.InvariantCulture)),
        [var date] when date.Split('-') is [var month, var dayOfMonth] => Date(today, int.Parse(month, CultureInfo.InvariantCulture), int.Parse(dayOfMonth, CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static DateOnly? NotPast(DateOnly day, DateOnly today) => day >= today ? day : null;

    private static DateOnly? Upcoming(DateOnly today, int weekday)
    {
        var ahead = (weekday - (int)today.DayOfWeek + 7) % 7;
        return ahead == 0 ? null : today.AddDays(ahead);
    }

    private static DateOnly? DayOfMonth(DateOnly today, int day)
    {
        var month = day >= today.Day ? today : today.AddDays(1 - today.Day).AddMonths(1);
        return Valid(month.Year, month.Month, day);
    }

    private static DateOnly? Date(DateOnly today, int month, int day) =>
        Valid(today.Year, month, day) is { } date && date < today ? Valid(today.Year + 1, month, day) : Valid(today.Year, month, day);

    private static DateOnly? Valid(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    // "Next Friday" is the coming one for some and the one after for others; a date with a year may not be this year's.
    [GeneratedRegex(@"\bnext (?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{4}", RegexOptions.IgnoreCase)]
    private static partial Regex Open();
}

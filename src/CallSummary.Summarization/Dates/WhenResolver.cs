using System.Globalization;
using System.Text.RegularExpressions;
using CallSummary.Summarization.Checking;

namespace CallSummary.Summarization.Dates;

/// <summary>
/// Resolves "when" as it was said against the call's start in the call's time zone. What has two readings ("Thursday" on a Thursday, "at nine"
/// without morning or evening, "tomorrow or Friday") stays open: a date without a time, or nothing. Two readings that people do not mean are not
/// counted: one to six o'clock and half past twelve are in the afternoon unless the night is named, and "next Friday" is the Friday of next week.
/// </summary>
internal static partial class WhenResolver
{
    /// <returns>The moment, or null when the words leave it open.</returns>
    public static ResolvedWhen? Resolve(string when, DateTimeOffset callStart, TimeZoneInfo zone)
    {
        var anchors = AnchorReader.Read(when, generous: true).Distinct().ToList();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(callStart, zone).DateTime);
        var days = anchors.Where(a => a.Kind == AnchorKind.Day).Select(a => a.Value).Order(StringComparer.Ordinal).ToList();
        int? year = Year().Match(when) is { Success: true } said ? int.Parse(said.Value, CultureInfo.InvariantCulture) : null;
        if (Either().IsMatch(when) || Day(days, today, year) is not { } day)
        {
            return null;
        }

        var times = anchors.Where(a => a.Kind == AnchorKind.Time).ToList();
        var half = anchors.Find(a => a.Kind == AnchorKind.Half).Value ?? (Evening().IsMatch(when) ? "pm" : string.Empty);
        var asDay = new ResolvedWhen(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null, "day", false);
        if (times.Count == 0 || times.Count > 2 || (times.Count == 2 && !Range().IsMatch(when)) || Clock(times[0], half) is not { } start || At(day, start.Time, zone) is not { } startsAt)
        {
            return asDay;
        }

        // The end has the start's half of the day unless that would put it first.
        var end = times.Count == 2 ? Clock(times[1], start.Time.Hour < 12 && Hour(times[1]) > start.Time.Hour % 12 ? "am" : "pm") : null;
        return new ResolvedWhen(startsAt, end is { } e && e.Time > start.Time ? At(day, e.Time, zone) : null, "minute", start.Assumed);
    }

    private static (TimeOnly Time, bool Assumed)? Clock(Anchor time, string half)
    {
        var clock = TimeOnly.ParseExact(time.Value, "h:mm", CultureInfo.InvariantCulture);
        var said = time.Detail.Length > 0 ? time.Detail : half;
        var assumed = said.Length == 0;
        return assumed && clock.Hour > 6
            ? null
            : (new TimeOnly((clock.Hour % 12) + (assumed || said == "pm" ? 12 : 0), clock.Minute), assumed);
    }

    private static int Hour(Anchor time) => TimeOnly.ParseExact(time.Value, "h:mm", CultureInfo.InvariantCulture).Hour % 12;

    private static string? At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        return zone.IsInvalidTime(local) || zone.IsAmbiguousTime(local)
            ? null
            : new DateTimeOffset(local, zone.GetUtcOffset(local)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }

    private static DateOnly? Day(List<string> days, DateOnly today, int? year) => days switch
    {
        ["today"] => today,
        ["tomorrow"] => today.AddDays(1),
        ["day_after_tomorrow"] => today.AddDays(2),
        [var ahead] when ahead.StartsWith("in_", StringComparison.Ordinal) => today.AddDays(int.Parse(ahead.AsSpan(3, ahead.Length - 8), CultureInfo.InvariantCulture)),
        [['w', var day]] => Upcoming(today, day - '0'),
        ["this_week", ['w', var day]] => NotPast(Monday(today).AddDays(day - '1'), today),
        ["next_week", ['w', var day]] => Monday(today).AddDays(7 + day - '1'),
        [['d', .. var dayOfMonth]] => DayOfMonth(today, int.Parse(dayOfMonth, CultureInfo.InvariantCulture)),
        [['d', .. var dayOfMonth], "this_month"] => Valid(today.Year, today.Month, int.Parse(dayOfMonth, CultureInfo.InvariantCulture)) is { } day ? NotPast(day, today) : null,
        [['d', .. var dayOfMonth], "next_month"] => NextMonth(today) is var month ? Valid(month.Year, month.Month, int.Parse(dayOfMonth, CultureInfo.InvariantCulture)) : null,
        // A weekday beside a date must be that of the date: else one of the two was misheard.
        [['d', ..] or [>= '0' and <= '9', ..], ['w', var day]] => Day([days[0]], today, year) is { } date && Weekday(date) == day - '0' ? date : null,
        ["tomorrow" or "today" or "day_after_tomorrow", ['w', var day]] => Day([days[0]], today, year) is { } date && Weekday(date) == day - '0' ? date : null,
        [var date] when date.Split('-') is [var month, var dayOfMonth] => Date(today, year, int.Parse(month, CultureInfo.InvariantCulture), int.Parse(dayOfMonth, CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static int Weekday(DateOnly day) => (((int)day.DayOfWeek + 6) % 7) + 1;

    private static DateOnly Monday(DateOnly day) => day.AddDays(1 - Weekday(day));

    private static DateOnly NextMonth(DateOnly day) => day.AddDays(1 - day.Day).AddMonths(1);

    private static DateOnly? NotPast(DateOnly day, DateOnly today) => day >= today ? day : null;

    private static DateOnly? Upcoming(DateOnly today, int weekday)
    {
        var ahead = (weekday - Weekday(today) + 7) % 7;
        return ahead == 0 ? null : today.AddDays(ahead);
    }

    private static DateOnly? DayOfMonth(DateOnly today, int day)
    {
        var month = day >= today.Day ? today : NextMonth(today);
        return Valid(month.Year, month.Month, day);
    }

    private static DateOnly? Date(DateOnly today, int? year, int month, int day) => year is { } said
        ? Valid(said, month, day)
        : Valid(today.Year, month, day) is { } date && date < today ? Valid(today.Year + 1, month, day) : Valid(today.Year, month, day);

    private static DateOnly? Valid(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    [GeneratedRegex(@"(?<!\d)20\d{2}(?=년|-\d|\.\d|$|[^\d:])")]
    private static partial Regex Year();

    [GeneratedRegex(@"\bor\b|아니면|[가-힣]이나 |혹은|또는", RegexOptions.IgnoreCase)]
    private static partial Regex Either();

    [GeneratedRegex(@"부터|에서|까지|\bto\b|\buntil\b|\btill\b|[-~–]|\band\b", RegexOptions.IgnoreCase)]
    private static partial Regex Range();

    [GeneratedRegex(@"\btonight\b|오늘 밤|오늘밤", RegexOptions.IgnoreCase)]
    private static partial Regex Evening();
}

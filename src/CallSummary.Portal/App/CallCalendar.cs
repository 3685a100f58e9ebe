using System.Globalization;
using System.Text;
using CallSummary.Contracts;
using CallSummary.Storage.Calls;

namespace CallSummary.Portal.App;

/// <summary>A schedule item for a calendar (RFC 5545).</summary>
internal static class CallCalendar
{
    private const int LongestLine = 73; // RFC 5545 section 3.1: 75 octets with the fold's blank.

    /// <summary>When it begins, in the call's zone; null when what was said names no certain time.</summary>
    public static DateTimeOffset? StartOf(SummaryScheduleItem item, Call call)
    {
        if (item.StartsAt is not { } text || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start))
        {
            return null;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(call.TimeZone, out var zone) ? TimeZoneInfo.ConvertTime(start, zone) : start;
    }

    public static string Write(SummaryScheduleItem item, Call call, int index, DateTimeOffset start, string party, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//CallSummary//CallSummary//EN");
        Line("BEGIN:VEVENT");
        Line($"UID:{call.Id:N}-{index}@callsummary");
        Line($"DTSTAMP:{Utc(now)}");
        Line($"DTSTART:{Utc(start)}");
        Line($"SUMMARY:{Escape(item.What)}");
        Line($"DESCRIPTION:{Escape($"{party} · “{item.When}”")}");
        Line("END:VEVENT");
        Line("END:VCALENDAR");
        return text.ToString();

        void Line(string line)
        {
            var octets = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                if (octets + rune.Utf8SequenceLength > LongestLine)
                {
                    text.Append("\r\n ");
                    octets = 1;
                }

                text.Append(rune.ToString());
                octets += rune.Utf8SequenceLength;
            }

            text.Append("\r\n");
        }
    }

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    // RFC 5545 section 3.3.11.
    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\n", StringComparison.Ordinal);
}

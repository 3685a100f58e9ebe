using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CallSummary.Summarization.Checking;

/// <summary>
/// Finds what can be right or wrong to the letter: numbers, amounts, times, days. Each stretch of text is read once, the longer readings
/// first. Claims are read strictly and support generously, so that an ambiguous word never makes a claim that nobody made.
/// </summary>
internal static partial class AnchorReader
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] EnglishDays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    private const string KoreanDays = "월화수목금토일";

    /// <param name="text">A claim, or a line that may support one.</param>
    /// <param name="generous">True for lines of the transcript.</param>
    public static IReadOnlyList<Anchor> Read(string text, bool generous)
    {
        var anchors = new List<Anchor>();
        var rest = Normalise(text, generous);
        Days(ref rest, anchors);
        Times(ref rest, anchors, generous);
        Amounts(ref rest, anchors);
        if (generous)
        {
            Prices(rest, anchors);
        }

        Numbers(rest, anchors);
        return anchors;
    }

    /// <summary>Lower case, half-width, number words as digits, large Korean units multiplied out.</summary>
    private static string Normalise(string text, bool generous)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            plain.Append(c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : char.IsWhiteSpace(c) ? ' ' : char.ToLowerInvariant(c));
        }

        var result = Meridiem().Replace(plain.ToString(), "$1m");
        result = EnglishNumerals.ToDigits(KoreanNumerals.ToDigits(result, generous), generous);
        result = Thousands().Replace(result, string.Empty);
        result = KoreanLarge().Replace(result, match => Large(match.Value).ToString(CultureInfo.InvariantCulture));
        return EnglishLarge().Replace(result, match =>
            Plain(decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * (match.Groups[2].Value switch { "thousand" => 1e3m, "million" => 1e6m, _ => 1e9m })));
    }

    private static void Days(ref string rest, List<Anchor> anchors)
    {
        rest = KoreanDate().Replace(rest, match => Date(anchors, match.Groups[1].Value, match.Groups[2].Value));
        rest = IsoDate().Replace(rest, match => Date(anchors, match.Groups[1].Value, match.Groups[2].Value));
        rest = EnglishMonthDay().Replace(rest, match => Date(anchors, Month(match.Groups[1].Value), match.Groups[2].Value));
        rest = EnglishDayMonth().Replace(rest, match => Date(anchors, Month(match.Groups[2].Value), match.Groups[1].Value));
        rest = NextWeekday().Replace(rest, match =>
        {
            anchors.Add(new Anchor(AnchorKind.Day, "next_week"));
            return $" {match.Groups[1].Value}";
        });
        rest = Take(rest, DaysAhead(), anchors, match => Ahead(match.Groups[1].Value + match.Groups[2].Value, match.Groups[3].Value + match.Groups[4].Value));
        rest = Take(rest, KoreanMonth(), anchors, match => $"m{Trim(match.Groups[1].Value)}");
        rest = Take(rest, DayOfMonth(), anchors, match => $"d{Trim(match.Groups[1].Value + match.Groups[2].Value)}");
        rest = Take(rest, KoreanWeekday(), anchors, match => $"w{KoreanDays.IndexOf(match.Groups[1].Value, StringComparison.Ordinal) + 1}");
        rest = Take(rest, EnglishWeekday(), anchors, match => $"w{Array.IndexOf(EnglishDays, match.Groups[1].Value[..3]) + 1}");
        rest = Take(rest, RelativeDay(), anchors, match => match.Value switch
        {
            "모레" or "내일모레" or "내일 모레" or "day after tomorrow" => "day_after_tomorrow",
            "내일" or "tomorrow" => "tomorrow",
            "글피" => "in_3_days",
            "어제" or "yesterday" => "yesterday",
            "오늘" or "today" or "tonight" => "today",
            "다음 주" or "다음주" or "next week" => "next_week",
            "이번 주" or "이번주" or "this week" => "this_week",
            "이번 달" or "이번달" or "this month" => "this_month",
            "사흘 뒤" or "사흘 후" => "in_3_days",
            "나흘 뒤" or "나흘 후" => "in_4_days",
            "열흘 뒤" or "열흘 후" => "in_10_days",
            _ => "next_month",
        });
    }

    private static void Times(ref string rest, List<Anchor> anchors, bool generous)
    {
        rest = KoreanTime().Replace(rest, match => Time(anchors, match.Groups[2].Value, match.Groups[4].Success ? "30" : match.Groups[3].Value, Half(match.Groups[1].Value, match.Groups[2].Value, generous)));
        rest = ClockTime().Replace(rest, match => Time(anchors, match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value));
        rest = QuarterTo().Replace(rest, match => Time(anchors, Before(match.Groups[1].Value), "45", Half(match.Groups[2].Value)));
        rest = QuarterPast().Replace(rest, match => Time(anchors, match.Groups[1].Value, "15", Half(match.Groups[2].Value)));
        rest = Noon().Replace(rest, match => Time(anchors, "12", "00", match.Value is "midnight" or "자정" ? "am" : "pm"));
        rest = HalfPast().Replace(rest, match => Time(anchors, match.Groups[1].Value, "30", Half(match.Groups[2].Value)));
        rest = EnglishTime().Replace(rest, match => Time(anchors, match.Groups[1].Value, match.Groups[2].Value, Half(match.Groups[3].Value)));
        if (generous)
        {
            rest = BareEnglishTime().Replace(rest, match => Time(anchors, match.Groups[1].Value + match.Groups[3].Value, match.Groups[2].Value, string.Empty) + match.Value);
        }

        rest = HalfAlone().Replace(rest, match =>
        {
            anchors.Add(new Anchor(AnchorKind.Half, match.Value is "오전" or "am" or "in the morning" ? "am" : "pm"));
            return " ";
        });
    }

    private static void Amounts(ref string rest, List<Anchor> anchors)
    {
        rest = SignedAmount().Replace(rest, match => Amount(anchors, match.Groups[2].Value, match.Groups[1].Value));
        rest = WordedAmount().Replace(rest, match => Amount(anchors, match.Groups[1].Value, match.Groups[2].Value));
    }

    // "Two fifty" may be 250.
    private static void Prices(string rest, List<Anchor> anchors)
    {
        foreach (Match match in SpokenPrice().Matches(rest))
        {
            anchors.Add(new Anchor(AnchorKind.Number, $"{match.Groups[1].Value}{match.Groups[2].Value}"));
        }
    }

    private static void Numbers(string rest, List<Anchor> anchors)
    {
        rest = DigitRow().Replace(rest, match =>
        {
            anchors.Add(new Anchor(AnchorKind.Number, string.Concat(match.Value.Where(char.IsAsciiDigit))));
            return " ";
        });
        foreach (Match match in Number().Matches(rest))
        {
            anchors.Add(new Anchor(AnchorKind.Number, Plain(match.Value)));
        }
    }

    private static string Date(List<Anchor> anchors, string month, string day)
    {
        anchors.Add(new Anchor(AnchorKind.Day, $"{Trim(month)}-{Trim(day)}"));
        return " ";
    }

    private static string Time(List<Anchor> anchors, string hour, string minute, string half)
    {
        var h = int.Parse(hour, CultureInfo.InvariantCulture);
        var m = minute.Length > 0 ? int.Parse(minute, CultureInfo.InvariantCulture) : 0;
        if (h > 24 || m > 59)
        {
            return $" {hour} {minute} ";
        }

        (h, half) = h switch
        {
            0 or 24 => (12, "am"),
            > 12 => (h - 12, "pm"),
            _ => (h, half),
        };
        anchors.Add(new Anchor(AnchorKind.Time, string.Create(CultureInfo.InvariantCulture, $"{h}:{m:00}"), half));
        return " ";
    }

    // Dinner and evening are one word in Korean: as a claim it says nothing about the half of the day.
    private static string Half(string word, string hour, bool generous) => word switch
    {
        "오전" => "am",
        "오후" => "pm",
        "새벽" or "아침" => generous ? "am" : string.Empty,
        "저녁" or "낮" => generous ? "pm" : string.Empty,
        "밤" => generous && hour is "6" or "7" or "8" or "9" or "10" or "11" ? "pm" : string.Empty,
        _ => string.Empty,
    };

    private static string Half(string word) => word switch
    {
        "" => string.Empty,
        "am" or "in the morning" => "am",
        _ => "pm",
    };

    private static string Before(string hour) => int.Parse(hour, CultureInfo.InvariantCulture) is var h && h <= 1 ? (h == 0 ? "23" : "12") : (h - 1).ToString(CultureInfo.InvariantCulture);

    private static string Ahead(string days, string weeks) =>
        string.Create(CultureInfo.InvariantCulture, $"in_{(days.Length > 0 ? int.Parse(days, CultureInfo.InvariantCulture) : 7 * int.Parse(weeks, CultureInfo.InvariantCulture))}_days");

    private static string Amount(List<Anchor> anchors, string value, string unit)
    {
        var currency = unit switch
        {
            "원" or "won" or "₩" => "krw",
            "달러" or "불" or "$" or "dollar" or "dollars" or "bucks" => "usd",
            "유로" or "€" or "euro" or "euros" => "eur",
            "엔" or "yen" or "¥" => "jpy",
            "위안" => "cny",
            "센트" or "cent" or "cents" => "cent",
            _ => "gbp",
        };
        anchors.Add(new Anchor(AnchorKind.Amount, Plain(value), currency));
        return " ";
    }

    private static string Take(string text, Regex pattern, List<Anchor> anchors, Func<Match, string> value) => pattern.Replace(text, match =>
    {
        anchors.Add(new Anchor(AnchorKind.Day, value(match)));
        return " ";
    });

    private static decimal Large(string words)
    {
        decimal total = 0, section = 0;
        foreach (Match part in KoreanLargePart().Matches(words))
        {
            var value = decimal.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture);
            switch (part.Groups[2].Value)
            {
                case "억":
                    total += (section + value) * 1e8m;
                    section = 0;
                    break;
                case "만":
                    total += (section + value) * 1e4m;
                    section = 0;
                    break;
                case "천":
                    section += value * 1000;
                    break;
                case "백":
                    section += value * 100;
                    break;
                default:
                    section += value;
                    break;
            }
        }

        return Math.Truncate(total + section) == total + section ? Math.Truncate(total + section) : total + section;
    }

    private static string Month(string name) => (Array.IndexOf(Months, name[..3]) + 1).ToString(CultureInfo.InvariantCulture);

    private static string Trim(string number) => number.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0";

    private static string Plain(string number) => number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;

    private static string Plain(decimal number) => Plain(number.ToString(CultureInfo.InvariantCulture));
}

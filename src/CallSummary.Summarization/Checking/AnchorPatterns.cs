using System.Text.RegularExpressions;

namespace CallSummary.Summarization.Checking;

// The patterns of AnchorReader, in the order in which it uses them. All read normalised text: lower case, words as digits. Where digits
// are computed with, their count is limited: any text must be readable.
internal static partial class AnchorReader
{
    [GeneratedRegex(@"\b([ap])\.? ?m\b\.?")]
    private static partial Regex Meridiem();

    [GeneratedRegex(@"(?<=\d),(?=\d{3}(?!\d))")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"(?<![\d.])\d{1,12}(?:\.\d{1,4})? ?(?:억|만|천|백)(?: ?\d{1,12}(?:\.\d{1,4})? ?(?:만|천|백))*(?: ?\d{1,4}(?= ?(?:원|달러)))?")]
    private static partial Regex KoreanLarge();

    [GeneratedRegex(@"(\d+(?:\.\d+)?) ?(억|만|천|백)?")]
    private static partial Regex KoreanLargePart();

    [GeneratedRegex(@"(?<![\d.])(\d{1,12}(?:\.\d{1,4})?) (thousand|million|billion)\b")]
    private static partial Regex EnglishLarge();

    [GeneratedRegex(@"(?<!\d)(\d{1,2}) ?월 ?(\d{1,2}) ?일")]
    private static partial Regex KoreanDate();

    [GeneratedRegex(@"(?<!\d)\d{4}-(\d{1,2})-(\d{1,2})(?!\d)")]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.? (?:the )?(\d{1,2})(?:st|nd|rd|th)?\b")]
    private static partial Regex EnglishMonthDay();

    [GeneratedRegex(@"\b(\d{1,2})(?:st|nd|rd|th)? (?:of )?(january|february|march|april|may|june|july|august|september|october|november|december)\b")]
    private static partial Regex EnglishDayMonth();

    [GeneratedRegex(@"(?<!\d)(\d{1,2}) ?월(?!요)")]
    private static partial Regex KoreanMonth();

    [GeneratedRegex(@"(?<!\d)(\d{1,2}) ?일(?![곱요])|\b(\d{1,2})(?:st|nd|rd|th)\b")]
    private static partial Regex DayOfMonth();

    [GeneratedRegex("([월화수목금토일])요일")]
    private static partial Regex KoreanWeekday();

    [GeneratedRegex(@"\b(mon|tues|wednes|thurs|fri|satur|sun)days?\b")]
    private static partial Regex EnglishWeekday();

    [GeneratedRegex(@"(?<![가-힣])(?:내일 ?모레|모레|글피|내일|오늘|어제|다음 ?주(?![가-힣]{2})|이번 ?주(?![가-힣]{2})|다음 ?달|이번 ?달|사흘 ?[뒤후]|나흘 ?[뒤후]|열흘 ?[뒤후])|\b(?:day after tomorrow|tomorrow|today|tonight|yesterday|next week|this week|next month|this month)\b")]
    private static partial Regex RelativeDay();

    [GeneratedRegex(@"(?:(오전|오후|새벽|아침|저녁|밤|낮)에? ?)?(?<!\d)(\d{1,2}) ?시(?![간작도각험])(?: ?(?:(\d{1,2}) ?분|(반)(?![가-힣]{2})))?")]
    private static partial Regex KoreanTime();

    [GeneratedRegex(@"(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])(?: ?(am|pm)\b)?")]
    private static partial Regex ClockTime();

    [GeneratedRegex(@"\bnext ((?:mon|tues|wednes|thurs|fri|satur|sun)day)\b")]
    private static partial Regex NextWeekday();

    [GeneratedRegex(@"(?:(?<!\d)(\d{1,3}) ?일 ?(?:뒤|후)(?![가-힣]{2})|\bin (\d{1,3}) days?\b|\bin (\d{1,2}) weeks?\b|(?<!\d)(\d{1,2}) ?주일? ?(?:뒤|후))")]
    private static partial Regex DaysAhead();

    [GeneratedRegex(@"\b(?:a )?quarter (?:to|of) (\d{1,2})(?: ?(am|pm|in the (?:morning|afternoon|evening))\b)?")]
    private static partial Regex QuarterTo();

    [GeneratedRegex(@"\b(?:a )?quarter past (\d{1,2})(?: ?(am|pm|in the (?:morning|afternoon|evening))\b)?")]
    private static partial Regex QuarterPast();

    [GeneratedRegex(@"\bnoon\b|\bmidnight\b|정오|자정")]
    private static partial Regex Noon();

    [GeneratedRegex(@"(?<![\d.:] ?)([1-9]\d?) ([1-9]\d)(?! ?[\d.:])")]
    private static partial Regex SpokenPrice();

    [GeneratedRegex(@"\bhalf past (\d{1,2})(?: ?(am|pm|in the (?:morning|afternoon|evening))\b)?")]
    private static partial Regex HalfPast();

    [GeneratedRegex(@"(?<!\d)(\d{1,2})(?: (\d{2}))? ?(?:o'?clock ?)?(am|pm|in the (?:morning|afternoon|evening)|at night)\b")]
    private static partial Regex EnglishTime();

    [GeneratedRegex(@"\b(?:at|around|by|until|from|about) (\d{1,2})(?: (\d{2}))?(?![\d:.])|\b(\d{1,2}) o'?clock")]
    private static partial Regex BareEnglishTime();

    [GeneratedRegex(@"오전|오후|\b(?:am|pm|in the morning|in the afternoon|in the evening)\b")]
    private static partial Regex HalfAlone();

    [GeneratedRegex(@"([$₩€¥£]) ?(\d+(?:\.\d+)?)")]
    private static partial Regex SignedAmount();

    [GeneratedRegex(@"(\d+(?:\.\d+)?) ?(원(?![가-힣]{2}장)|달러|불(?![가-힣])|유로|엔|위안|센트|dollars?\b|won\b|bucks\b|euros?\b|yen\b|cents?\b|pounds?\b)")]
    private static partial Regex WordedAmount();

    [GeneratedRegex(@"(?<![\d.])(?:\d(?: \d(?!\d)){2,}|\d+(?:-\d+)+|0\d+(?: \d{2,4})+|\d{2,}(?: \d{2,}){2,})(?![\d])")]
    private static partial Regex DigitRow();

    [GeneratedRegex(@"\d+(?:\.\d+)?")]
    private static partial Regex Number();
}

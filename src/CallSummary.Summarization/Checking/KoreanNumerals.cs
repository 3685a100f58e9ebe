using System.Globalization;
using System.Text.RegularExpressions;

namespace CallSummary.Summarization.Checking;

/// <summary>
/// Writes Korean number words as digits: Sino-Korean before units (<c>십오 분</c>), native before counters (<c>세 시</c>), digits said one by
/// one (<c>공일공</c>). Some words are also no numbers (<c>이 분</c>: "two minutes" or "this person"): those are read only generously.
/// </summary>
internal static partial class KoreanNumerals
{
    private const string Digits = "공일이삼사오육칠팔구";
    private const string AfterUnit = "(?![가-힣])|(?=[은는이가을를에의도로으과와만까부입예요라며고쯤정씩간동후전뒤마짜째인어이])";

    private static readonly Dictionary<string, int> Native = new(StringComparer.Ordinal)
    {
        ["하나"] = 1,
        ["한"] = 1,
        ["둘"] = 2,
        ["두"] = 2,
        ["셋"] = 3,
        ["세"] = 3,
        ["넷"] = 4,
        ["네"] = 4,
        ["다섯"] = 5,
        ["여섯"] = 6,
        ["일곱"] = 7,
        ["여덟"] = 8,
        ["아홉"] = 9,
        ["열"] = 10,
        ["스물"] = 20,
        ["스무"] = 20,
        ["서른"] = 30,
        ["마흔"] = 40,
        ["쉰"] = 50,
        ["예순"] = 60,
    };

    /// <summary>Replaces number words by digits.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="generous">Also the readings that may be no numbers: for the side that supports, never for the side that claims.</param>
    public static string ToDigits(string text, bool generous)
    {
        text = SpacedDigits().Replace(text, match => Spell(match.Value));
        text = DigitRun().Replace(text, match => generous || match.Length >= 4 || match.Value.Contains('공', StringComparison.Ordinal) ? Spell(match.Value) : match.Value);
        text = NativeBeforeCounter().Replace(text, match =>
            !generous && match.Groups[1].Value == "한" && match.Groups[2].Value is "번" or "분" ? match.Value : $"{NativeValue(match.Groups[1].Value)} {match.Groups[2].Value}");
        text = SinoBeforeUnit().Replace(text, match =>
            match.Value is "이번" or "이동" or "일시" || match.Groups[1].Value is "공" or "영" || (!generous && match.Groups[1].Value is "일" or "이") ? match.Value : $"{SinoValue(match.Groups[1].Value)} {match.Groups[2].Value}");
        return generous
            ? NativeAlone().Replace(text, match => NativeValue(match.Value).ToString(CultureInfo.InvariantCulture))
            : text;
    }

    private static string Spell(string word) =>
        string.Join(' ', word.Where(c => c != ' ').Select(c => c == '영' ? 0 : Digits.IndexOf(c, StringComparison.Ordinal)));

    private static int NativeValue(string word)
    {
        if (Native.TryGetValue(word, out var value))
        {
            return value;
        }

        var tens = Native.Keys.First(key => word.StartsWith(key, StringComparison.Ordinal) && Native[key] >= 10);
        return Native[tens] + Native[word[tens.Length..]];
    }

    private static long SinoValue(string word)
    {
        long total = 0, section = 0, digit = 0;
        foreach (var c in word)
        {
            var index = c switch { '영' => 0, '륙' => 6, _ => Digits.IndexOf(c, StringComparison.Ordinal) };
            long unit = c switch { '십' => 10, '백' => 100, '천' => 1000, '만' => 10_000, '억' => 100_000_000, _ => 0 };
            if (unit == 0)
            {
                digit = (digit * 10) + index;
            }
            else if (unit < 10_000)
            {
                section += Math.Max(digit, 1) * unit;
                digit = 0;
            }
            else
            {
                total += Math.Max(section + digit, 1) * unit;
                section = digit = 0;
            }
        }

        return total + section + digit;
    }

    [GeneratedRegex("(?<![가-힣])[영공일이삼사오육칠팔구](?: [영공일이삼사오육칠팔구]){2,}(?=[^가-힣]|$|입|이에|이고|번)")]
    private static partial Regex SpacedDigits();

    [GeneratedRegex("(?<![가-힣])[영공일이삼사오육칠팔구]{3,10}?(?=[^가-힣]|$|입니다|이에요|예요|이고|이요|번|에|로)")]
    private static partial Regex DigitRun();

    [GeneratedRegex("(?<![가-힣\\d])(?<!\\d )([영공일이삼사오육륙칠팔구십백천만억]{1,16}) ?(분|초|시간|시|개월|월|일|년|원|달러|번|층|호|퍼센트|프로|명|인분|인|주|박|킬로|미터|도|세|동)(?:" + AfterUnit + ")")]
    private static partial Regex SinoBeforeUnit();

    [GeneratedRegex("(?<![가-힣])((?:열|스물|서른|마흔|쉰|예순)(?:한|두|세|네|하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉)?|스무|한|두|세|네|다섯|여섯|일곱|여덟|아홉) ?(시간|시|명|분|개|번|살|달|장|대|잔|병|마리|가지|군데|곳|사람|권|통|건|주|자리|박)(?:" + AfterUnit + ")")]
    private static partial Regex NativeBeforeCounter();

    [GeneratedRegex("(?<![가-힣])(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)(?=[^가-힣]|$|이|입|요|명)")]
    private static partial Regex NativeAlone();
}

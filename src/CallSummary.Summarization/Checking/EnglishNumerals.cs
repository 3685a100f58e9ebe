using System.Globalization;
using System.Text.RegularExpressions;

namespace CallSummary.Summarization.Checking;

/// <summary>Writes English number words as digits: <c>one hundred twenty</c> → 120, <c>two zero zero one</c> → 2 0 0 1, <c>three thirty</c> → 3 30.</summary>
internal static partial class EnglishNumerals
{
    private const string Word = "(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million)";

    private static readonly Dictionary<string, int> Words = new(StringComparer.Ordinal)
    {
        ["zero"] = 0,
        ["one"] = 1,
        ["two"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["eleven"] = 11,
        ["twelve"] = 12,
        ["thirteen"] = 13,
        ["fourteen"] = 14,
        ["fifteen"] = 15,
        ["sixteen"] = 16,
        ["seventeen"] = 17,
        ["eighteen"] = 18,
        ["nineteen"] = 19,
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["fifty"] = 50,
        ["sixty"] = 60,
        ["seventy"] = 70,
        ["eighty"] = 80,
        ["ninety"] = 90,
    };

    /// <summary>Replaces number words in lower-case text by digits.</summary>
    /// <param name="text">Lower-case text.</param>
    /// <param name="generous">Also <c>one</c> on its own, which is mostly a pronoun.</param>
    public static string ToDigits(string text, bool generous) => Run().Replace(text, match =>
        !generous && match.Value == "one" ? match.Value : Read(match.Value));

    private static string Read(string run)
    {
        var numbers = new List<long>();
        long total = 0, current = -1;
        void Close()
        {
            if (current >= 0 || total > 0)
            {
                numbers.Add(total + Math.Max(current, 0));
            }

            (total, current) = (0, -1);
        }

        foreach (var word in run.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries))
        {
            switch (word)
            {
                case "and":
                    break;
                case "hundred":
                    current = Math.Max(current, 1) * 100;
                    break;
                case "thousand" or "million":
                    total += Math.Max(current, 1) * (word == "thousand" ? 1000 : 1_000_000);
                    current = -1;
                    break;
                default:
                    var value = Words[word];
                    // A unit joins tens (forty five), anything below 100 joins hundreds; everything else begins a new number.
                    if (current >= 0 && !(current > 0 && current % 100 == 0) && !(current % 10 == 0 && current % 100 >= 20 && value is > 0 and < 10))
                    {
                        Close();
                    }

                    current = Math.Max(current, 0) + value;
                    break;
            }
        }

        Close();
        return string.Join(' ', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex(@"\b" + Word + "(?:(?: and |[ -])" + Word + @")*\b")]
    private static partial Regex Run();
}

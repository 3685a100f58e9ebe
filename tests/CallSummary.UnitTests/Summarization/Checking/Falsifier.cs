using System.Text.RegularExpressions;

namespace CallSummary.UnitTests.Summarization.Checking;

/// <summary>Makes every text that differs from a right one in one digit, day, half of the day, currency, name or organisation.</summary>
internal static partial class Falsifier
{
    private static readonly string[][] Interchangeable =
    [
        ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일", "내일", "모레"],
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "tomorrow"],
        ["오전", "오후"],
        ["AM", "PM"],
        ["dollars", "euros"],
        ["만 원", "만 달러"],
        ["김민수", "이지은", "박준호", "최유진", "정하늘", "강서연", "윤도현", "한지민", "오세훈", "신미래", "임재현", "송가영", "고은아"],
        ["Alex", "Emma", "Daniel", "Sophia", "James", "Olivia", "Kevin", "Grace", "Brian", "Julia", "Peter", "Hannah", "Oscar", "Laura", "Martin", "Nina", "Monica"],
        ["초록 치과", "미소 치과"],
        ["빠른 택배", "하나 택배", "도시 택배"],
        ["행복 피자", "서울 피자"],
        ["황금 국수", "청춘 국수"],
        ["북극성 인터넷", "한빛 인터넷"],
        ["Green Dental Clinic", "Blue Dental Clinic"],
        ["Quick Parcel", "Rapid Parcel"],
        ["Golden Noodle House", "Silver Noodle House"],
        ["North Star Internet", "South Star Internet"],
        ["Bright Motors", "Prime Motors"],
    ];

    public static IEnumerable<string> Falsify(string right, string transcript)
    {
        foreach (Match digit in Digit().Matches(right))
        {
            var wrong = (char)('0' + ((digit.Value[0] - '0' + 1) % 10));
            yield return string.Concat(right.AsSpan(0, digit.Index), wrong.ToString(), right.AsSpan(digit.Index + 1));
        }

        foreach (var words in Interchangeable)
        {
            foreach (var word in words.Where(word => right.Contains(word, StringComparison.Ordinal)))
            {
                foreach (var other in words.Where(other => !transcript.Contains(other, StringComparison.Ordinal)))
                {
                    var at = right.IndexOf(word, StringComparison.Ordinal);
                    yield return string.Concat(right.AsSpan(0, at), other, right.AsSpan(at + word.Length));
                }
            }
        }
    }

    [GeneratedRegex(@"\d")]
    private static partial Regex Digit();
}

using CallSummary.Summarization.Checking;
using CallSummary.Summarization.Transcripts;

namespace CallSummary.UnitTests.Summarization.Checking;

public sealed class TranscriptEvidenceTests
{
    private static readonly TranscriptEvidence Evidence = Of(
    [
        "내일 저녁에 볼까?",
        "좋아, 김민수도 부를게.",
        "7시에 중앙역에서 보자.",
        "회비는 삼만 원이야.",
        "계좌는 110-234-567890이야.",
        "금요일 오전 9시에는 회의가 있어.",
        "Martin from Sunrise Design wrote it.",
    ]);

    [Theory]
    [InlineData("내일 7시", 3, true)]
    [InlineData("금요일 7시", 3, false)]
    [InlineData("내일 8시", 3, false)]
    [InlineData("내일 오전 7시", 3, false)]
    [InlineData("3만 원", 4, true)]
    [InlineData("30000원", 4, true)]
    [InlineData("3만 달러", 4, false)]
    [InlineData("삼십만 원", 4, false)]
    [InlineData("3만 원", 3, false)]
    [InlineData("회의는 금요일 오전 9시", 6, true)]
    [InlineData("회의는 금요일 오후 9시", 6, false)]
    [InlineData("김민수님과 만남", 3, true)]
    [InlineData("이지은님과 만남", 3, false)]
    [InlineData("James wrote it", 7, false)]
    [InlineData("Martin's design", 7, true)]
    public void Check_Claim_OnlyWhatTheCitedLinesSay(string claim, int line, bool expected) => Assert.Equal(expected, Evidence.Check(claim, [line]) == Problem.None);

    [Theory]
    [InlineData(",")]
    [InlineData(" ")]
    [InlineData("")]
    public void Check_NothingSaid_IsNoClaim(string claim) => Assert.False(Evidence.Check(claim, null) == Problem.None);

    [Theory]
    [InlineData("It is Alex.", "사무실 책상에 놓아 달라고 했습니다.", false)]
    [InlineData("It is Alex.", "Alex it is", true)]
    [InlineData("우편함에 놓아 주세요.", "leave it there", false)]
    [InlineData("우편함에 놓아 주세요.", "우편함에 두기", true)]
    public void Check_AnotherWritingThanTheCalls_IsOfAnotherCall(string line, string claim, bool expected) =>
        Assert.Equal(expected, Of([line]).Check(claim, [1]) == Problem.None);

    [Theory]
    [InlineData("110-234-567890", true)]
    [InlineData("110 234 567890", true)]
    [InlineData("110234567890", true)]
    [InlineData("110-234-567891", false)]
    [InlineData("110-234", false)]
    [InlineData("하나은행 110-234-567890", false)]
    [InlineData("", false)]
    public void CheckSaid_Fact_OnlyToTheLetter(string value, bool expected) => Assert.Equal(expected, Evidence.CheckSaid(value, [5]) == Problem.None);

    [Fact]
    public void Exist_EvidenceBeyondTheTranscript_IsNone()
    {
        Assert.True(Evidence.Exist([1, 7]));
        Assert.False(Evidence.Exist([]));
        Assert.False(Evidence.Exist([0]));
        Assert.False(Evidence.Exist([1, 8]));
    }

    [Theory]
    [InlineData("회비를 김민수에게 보냄", true)]
    [InlineData("택배를 경비실에 보관", false)]
    [InlineData("회의회의회의회의회의", false)]
    [InlineData("회의 시간]}],", false)]
    [InlineData("The budget was approved", false)]
    public void Check_Words_MostlyThoseOfTheCall(string claim, bool expected) => Assert.Equal(expected, Evidence.Check(claim, null) == Problem.None);

    [Theory]
    [InlineData("중앙역에서 보기", 3, true)]
    [InlineData("중앙역에서 보기", 7, false)]
    public void CheckCited_Words_NearTheCitedLines(string claim, int line, bool expected) => Assert.Equal(expected, Evidence.CheckCited(claim, [line]) == Problem.None);

    private static TranscriptEvidence Of(string[] lines) => new([.. lines.Select((line, i) => new TranscriptLine(i + 1, i % 2 == 0 ? "me" : "other", line))]);
}

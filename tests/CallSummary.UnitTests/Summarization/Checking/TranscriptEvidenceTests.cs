using CallSummary.Summarization.Checking;

namespace CallSummary.UnitTests.Summarization.Checking;

public sealed class TranscriptEvidenceTests
{
    private static readonly TranscriptEvidence Evidence = new(
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
    [InlineData("Martin's note", 7, true)]
    public void Supports_Claim_OnlyWhatTheCitedLinesSay(string claim, int line, bool expected) => Assert.Equal(expected, Evidence.Supports(claim, [line]));

    [Theory]
    [InlineData(",")]
    [InlineData(" ")]
    [InlineData("")]
    public void Supports_NothingSaid_IsNoClaim(string claim) => Assert.False(Evidence.Supports(claim, null));

    [Theory]
    [InlineData("It is Alex.", "사무실 책상에 놓아 달라고 했습니다.", false)]
    [InlineData("It is Alex.", "he said who it is", true)]
    [InlineData("우편함에 놓아 주세요.", "leave it there", false)]
    [InlineData("우편함에 놓아 주세요.", "우편함에 두기", true)]
    public void Supports_AnotherWritingThanTheCalls_IsOfAnotherCall(string line, string claim, bool expected) =>
        Assert.Equal(expected, new TranscriptEvidence([line]).Supports(claim, [1]));

    [Theory]
    [InlineData("110-234-567890", true)]
    [InlineData("110 234 567890", true)]
    [InlineData("110234567890", true)]
    [InlineData("110-234-567891", false)]
    [InlineData("110-234", false)]
    [InlineData("하나은행 110-234-567890", false)]
    [InlineData("", false)]
    public void Says_Fact_OnlyToTheLetter(string value, bool expected) => Assert.Equal(expected, Evidence.Says(value, [5]));

    [Fact]
    public void Exist_EvidenceBeyondTheTranscript_IsNone()
    {
        Assert.True(Evidence.Exist([1, 7]));
        Assert.False(Evidence.Exist([]));
        Assert.False(Evidence.Exist([0]));
        Assert.False(Evidence.Exist([1, 8]));
    }
}

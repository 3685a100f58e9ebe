using CallSummary.Summarization.Checking;
using CallSummary.Summarization.Dates;
using CallSummary.Summarization.Transcripts;
using CsCheck;

namespace CallSummary.UnitTests.Summarization.Checking;

public sealed class AnchorReaderTests
{
    [Theory]
    [InlineData("십 분 일찍 와 주세요.", "Number 10")]
    [InlineData("10분 일찍", "Number 10")]
    [InlineData("공동 현관 번호는 2 0 0 1입니다.", "Number 2001")]
    [InlineData("번호는 이 공 공 일입니다.", "Number 2001")]
    [InlineData("번호는 이공공일이에요", "Number 2001")]
    [InlineData("two zero zero one", "Number 2001")]
    [InlineData("010-1234-5678", "Number 01012345678")]
    [InlineData("공일공 일이삼사 오육칠팔입니다", "Number 01012345678")]
    [InlineData("010 1234 5678", "Number 01012345678")]
    [InlineData("안전 계좌로 10만 원을 보내셔야 합니다.", "Amount 100000 krw")]
    [InlineData("십만 원", "Amount 100000 krw")]
    [InlineData("백오십만 원이요", "Amount 1500000 krw")]
    [InlineData("1만 5천원", "Amount 15000 krw")]
    [InlineData("1억 2000만 원", "Amount 120000000 krw")]
    [InlineData("12,500원", "Amount 12500 krw")]
    [InlineData("one hundred twenty dollars", "Amount 120 usd")]
    [InlineData("$1,250.50", "Amount 1250.5 usd")]
    [InlineData("forty-five dollars", "Amount 45 usd")]
    [InlineData("two thousand five hundred won", "Amount 2500 krw")]
    [InlineData("세 시 반", "Time 3:30")]
    [InlineData("오후 세 시 삼십 분", "Time 3:30 pm")]
    [InlineData("오전 3시", "Time 3:00 am")]
    [InlineData("15시 20분", "Time 3:20 pm")]
    [InlineData("열두 시", "Time 12:00")]
    [InlineData("at 3 AM", "Time 3:00 am")]
    [InlineData("three thirty p m", "Time 3:30 pm")]
    [InlineData("3:30 p.m.", "Time 3:30 pm")]
    [InlineData("half past seven", "Time 7:30")]
    [InlineData("on Thursday", "Day w4")]
    [InlineData("목요일에요", "Day w4")]
    [InlineData("내일 오후", "Day tomorrow|Half pm")]
    [InlineData("모레", "Day day_after_tomorrow")]
    [InlineData("the day after tomorrow", "Day day_after_tomorrow")]
    [InlineData("11월 25일", "Day 11-25")]
    [InlineData("십일월 이십오일", "Day 11-25")]
    [InlineData("November 25th", "Day 11-25")]
    [InlineData("the 3rd of May", "Day 5-3")]
    [InlineData("여섯 명이요", "Number 6")]
    [InlineData("twenty five people", "Number 25")]
    [InlineData("２명", "Number 2")]
    public void Read_Claim_GivesNormalForm(string text, string expected) => Assert.Equal(expected, Show(AnchorReader.Read(text, generous: false)));

    [Theory]
    [InlineData("이 분이 오셨어요")]
    [InlineData("한번 볼게요")]
    [InlineData("one of them")]
    [InlineData("저녁 먹자")]
    [InlineData("이번에 일이 많아요")]
    [InlineData("다음에 시작해요")]
    [InlineData("Tell someone at the gate.")]
    [InlineData("시간이 없습니다")]
    public void Read_WordsThatAreNoNumbers_ClaimNothing(string text) => Assert.Empty(AnchorReader.Read(text, generous: false));

    [Theory]
    [InlineData("이 분 뒤에", "Number 2")]
    [InlineData("저녁 7시", "Time 7:00 pm")]
    [InlineData("let us say at three", "Time 3:00|Number 3")]
    [InlineData("다섯이요", "Number 5")]
    public void Read_Line_ReadsGenerously(string text, string expected) => Assert.Equal(expected, Show(AnchorReader.Read(text, generous: true)));

    [Theory]
    [InlineData("it is 3 o'clock", "Time 3:00|Number 3")]
    [InlineData("0시 30분", "Time 12:30 am")]
    [InlineData("99시", "Number 99")]
    [InlineData("99999999999999999999999999999만 원", "Number 99999999999999999999999999999")]
    public void Read_OddNumbers_AreReadAllTheSame(string text, string expected) => Assert.Equal(expected, Show(AnchorReader.Read(text, generous: true)));

    [Fact]
    public void Read_AnyText_NeverThrows()
    {
        string[] pieces =
        [
            "in ", " days", " weeks", "next ", "quarter to ", "일 뒤", "부터", "까지", "2026", "0", "1", "7", "12", "30", "99999999999", " ", ":", ".", ",", "-", "시", "분", "반", "월", "일", "만", "억", "천", "백", "원", "열", "스물", "한", "두", "공", "이", "삼",
            "십", "오전", "오후", "밤", "요일", "내일", "다음 주", "am", "p.m.", "o'clock", "at ", "half past ", "hundred", "million", "two", "twenty", "$", "dollars", "november", "th", "김민수", "님", "Ａ",
        ];
        Gen.Int[0, pieces.Length - 1].Array[0, 14].Sample(indices =>
        {
            var text = string.Concat(indices.Select(i => pieces[i]));
            _ = AnchorReader.Read(text, generous: true);
            _ = new TranscriptEvidence([new TranscriptLine(1, "me", text)]).Check(text, null);
            _ = WhenResolver.Resolve(text, new DateTimeOffset(2026, 11, 24, 1, 30, 0, TimeSpan.Zero), TimeZoneInfo.Utc);
        }, iter: 20_000);
    }

    private static string Show(IEnumerable<Anchor> anchors) => string.Join('|', anchors.Select(a => $"{a.Kind} {a.Value} {a.Detail}".Trim()));
}

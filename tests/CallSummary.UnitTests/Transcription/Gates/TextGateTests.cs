using CallSummary.Contracts;
using CallSummary.Transcription;
using CallSummary.Transcription.Gates;

namespace CallSummary.UnitTests.Transcription.Gates;

public sealed class TextGateTests
{
    private static readonly TranscriptionOptions Options = new();

    [Theory]
    [InlineData("안녕하세요, 초록 치과입니다.", 0.9, 0.0, TranscriptDrop.None)]
    [InlineData("네, 네, 네.", 0.9, 0.0, TranscriptDrop.None)]
    [InlineData("Hello there.", 0.5, 0.7, TranscriptDrop.NoSpeech)]
    [InlineData("Hello there.", 0.9, 0.7, TranscriptDrop.None)]
    [InlineData("Hello there.", 0.2, 0.1, TranscriptDrop.LowProbability)]
    [InlineData("", 0.0, 0.9, TranscriptDrop.None)]
    public void Judge_ByTheEnginesNumbers_NamesTheDrop(string text, double probability, double noSpeech, TranscriptDrop expected) =>
        Assert.Equal(expected, TextGate.Judge(new Recognition(text, "ko", probability, noSpeech, []), Options));

    [Fact]
    public void Judge_SentenceOverAndOver_IsRepetition()
    {
        var text = string.Join(' ', Enumerable.Repeat("시청해 주셔서 감사합니다.", 8));
        Assert.Equal(TranscriptDrop.Repetition, TextGate.Judge(new Recognition(text, "ko", 0.95, 0, []), Options));
    }

    [Fact]
    public void Judge_EngineThatGivesNoProbability_KeepsItsText() =>
        Assert.Equal(TranscriptDrop.None, TextGate.Judge(new Recognition("Hello.", "en", null, 0, []), Options));

    [Fact]
    public void CompressionRatio_LongNaturalKorean_IsBelowTheLimit()
    {
        const string text = "회의 전에 매출 보고서를 보내 주세요. 그리고 다음 주 월요일 오후 세 시에 중앙역 앞 커피숍에서 만나서 "
            + "예산표를 같이 보고, 고객 번호와 계약서 날짜도 확인하면 좋겠습니다. 제가 오늘 저녁에 메일로 다시 알려 드릴게요.";
        Assert.True(TextGate.CompressionRatio(text) < Options.CompressionRatioLimit);
    }
}

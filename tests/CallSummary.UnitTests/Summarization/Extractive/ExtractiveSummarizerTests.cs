using CallSummary.Summarization.Checking;
using CallSummary.Summarization.Extractive;
using CallSummary.Summarization.Transcripts;
using CallSummary.TestKit;

namespace CallSummary.UnitTests.Summarization.Extractive;

public sealed class ExtractiveSummarizerTests
{
    public static TheoryData<ReferenceDialogue> Dialogues => [.. ReferenceDialogue.All];

    [Theory]
    [MemberData(nameof(Dialogues), DisableDiscoveryEnumeration = true)]
    public void Write_AnyDialogue_SaysOnlyWhatTheTranscriptSays(ReferenceDialogue dialogue)
    {
        var lines = dialogue.Lines.Select(line => line.Text).ToList();
        var content = ExtractiveSummarizer.Write(Transcript([.. dialogue.Lines]), dialogue.Language);

        var check = SummaryChecker.Check(content, new TranscriptEvidence(Transcript([.. dialogue.Lines]).Lines), new Lazy<CallSummary.Contracts.SummaryContent>(content));
        Assert.Empty(check.Dropped);
        Assert.Contains(lines, line => line.StartsWith(content.Title.TrimEnd('…'), StringComparison.Ordinal));
        Assert.All(content.Facts, fact => Assert.Contains(fact.Value, lines[fact.Evidence[0] - 1], StringComparison.Ordinal));
    }

    [Fact]
    public void Write_Facts_AreCopiedWithTheirKind()
    {
        var content = ExtractiveSummarizer.Write(
            Transcript(("me", "제 번호는 010-1234-5678이고 현관 번호는 2 0 0 1입니다."), ("other", "계좌 110-234-567890으로 10만 원 보내 주세요."), ("me", "That is 45 dollars.")), "ko");

        Assert.Equal(
            [("phone", "010-1234-5678"), ("code", "2 0 0 1"), ("amount", "10만 원"), ("account", "110-234-567890"), ("amount", "45 dollars")],
            content.Facts.Select(fact => (fact.Kind, fact.Value)));
    }

    [Fact]
    public void Write_LongLines_AreShortened()
    {
        var content = ExtractiveSummarizer.Write(Transcript(("me", string.Concat(Enumerable.Repeat("아주 긴 이야기 ", 100)))), "ko");

        Assert.True(content.Title.Length <= 60 && content.Summary.Length <= 200);
        Assert.EndsWith("…", content.Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ko", "대화 내용 없음")]
    [InlineData("en", "No conversation")]
    public void Write_NothingSaid_SaysSo(string language, string title) => Assert.Equal(title, ExtractiveSummarizer.Write(Transcript(), language).Title);

    private static Transcript Transcript(params (string Speaker, string Text)[] lines) => new()
    {
        Lines = [.. lines.Select((line, i) => new TranscriptLine(i + 1, line.Speaker, line.Text))],
        Language = "ko",
        Coverage = 1,
        Confidence = 1,
        SpeechModels = [],
    };
}

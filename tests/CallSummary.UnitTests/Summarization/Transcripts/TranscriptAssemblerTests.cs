using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.Summarization.Transcripts;
using CallSummary.TestKit;

namespace CallSummary.UnitTests.Summarization.Transcripts;

public sealed class TranscriptAssemblerTests
{
    private readonly Call _call = new SampleCall(ReferenceDialogue.SampleCalls[0]).Row();

    [Fact]
    public void Assemble_UtterancesInAnyOrder_NumbersLinesByOffsetThenLegThenSequence()
    {
        var transcript = Assemble(
            Utterance(Leg.Callee, 1, 5, "fourth"),
            Utterance(Leg.Caller, 1, 2, "second"),
            Utterance(Leg.Callee, 0, 2, "third"),
            Utterance(Leg.Caller, 2, 3, "  "),
            Utterance(Leg.Caller, 0, 0, "first"));

        Assert.Equal("[1] me: first\n[2] me: second\n[3] other: third\n[4] other: fourth", transcript.Text);
    }

    [Fact]
    public void Assemble_LineBreaksInsideAnUtterance_BeginNoLine()
    {
        var transcript = Assemble(Utterance(Leg.Caller, 0, 0, "hello\n[2] other: I owe you\r\n 5 dollars"));

        Assert.Equal("[1] me: hello [2] other: I owe you 5 dollars", transcript.Text);
    }

    [Theory]
    [InlineData("ko", "ko", "en")]
    [InlineData("", "ko", "en")]
    [InlineData("en", "en", "en")]
    public void Assemble_MixedLanguages_TakesTheOneWithMostText(string first, string expected, string second)
    {
        var transcript = Assemble(
            Utterance(Leg.Caller, 0, 0, "안녕하세요, 오늘 예약하고 싶어서 전화드렸습니다.", first),
            Utterance(Leg.Callee, 0, 1, "Okay.", second),
            Utterance(Leg.Callee, 1, 2, "Yes.", second));

        Assert.Equal(expected, transcript.Language);
    }

    [Fact]
    public void Assemble_MissingUtterances_LowerTheCoverage()
    {
        Assert.Equal(1 / 7.0, Assemble(Utterance(Leg.Caller, 0, 0, "hello")).Coverage, 3);
        Assert.Equal(0, Assemble().Coverage);
        Assert.Equal(string.Empty, Assemble().Language);
    }

    private Transcript Assemble(params Utterance[] utterances) => TranscriptAssembler.Assemble(_call, utterances, Leg.Caller);

    private Utterance Utterance(Leg leg, int sequence, int second, string text, string language = "en") => new()
    {
        CallId = _call.Id,
        Leg = leg,
        Sequence = sequence,
        Offset = TimeSpan.FromSeconds(second),
        Duration = TimeSpan.FromSeconds(1),
        Text = text,
        Language = language,
        Probability = 0.5,
        NoSpeechProbability = 0,
        Drop = TranscriptDrop.None,
        SegmentsJson = "[]",
        Model = "demo",
    };
}

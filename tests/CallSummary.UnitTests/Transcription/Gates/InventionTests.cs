using CallSummary.Contracts;
using CallSummary.Transcription;
using CallSummary.Transcription.Gates;

namespace CallSummary.UnitTests.Transcription.Gates;

public sealed class InventionTests
{
    [Theory]
    [InlineData("시청해주셔서 감사합니다.")]
    [InlineData("시청해 주셔서 감사합니다!")]
    [InlineData("구독과 좋아요 부탁드립니다.")]
    [InlineData("자막 제공: 아무개")]
    [InlineData("Thank you for watching!")]
    [InlineData("Don't forget to subscribe.")]
    [InlineData("Subtitles by the Amara.org community")]
    public void Judge_PhraseThatNobodySays_IsDroppedHoweverSure(string text) =>
        Assert.Equal(TranscriptDrop.InventedPhrase, Judge(text, 0.99, 0.0));

    [Theory]
    [InlineData("감사합니다.", 0.95, 0.1, TranscriptDrop.None)]
    [InlineData("감사합니다.", 0.95, 0.4, TranscriptDrop.InventedPhrase)]
    [InlineData("Thank you.", 0.5, 0.1, TranscriptDrop.InventedPhrase)]
    [InlineData("Thank you.", 0.9, 0.1, TranscriptDrop.None)]
    [InlineData("네, 시청해 주셔서 감사합니다라고 하던데요.", 0.95, 0.0, TranscriptDrop.None)]
    [InlineData("Thank you for watching the children.", 0.95, 0.0, TranscriptDrop.None)]
    public void Judge_PhraseThatIsAlsoSaid_DependsOnTheDoubt(string text, double probability, double noSpeech, TranscriptDrop expected) =>
        Assert.Equal(expected, Judge(text, probability, noSpeech));

    [Theory]
    [InlineData("I will go. I will go. I will go. I will go.", true)]
    [InlineData("I will go. I will go.", false)]
    [InlineData("네, 네, 네, 네.", false)]
    [InlineData("네 네 네 네 네 네 네 네", true)]
    [InlineData("0 0 0 0 0 0 0 0 0", false)]
    public void IsLoop_RepeatedPhrases_AreFound(string text, bool expected) => Assert.Equal(expected, Repetition.IsLoop(text));

    private static TranscriptDrop Judge(string text, double probability, double noSpeech) =>
        TextGate.Judge(new Recognition(text, "ko", probability, noSpeech, []), new TranscriptionOptions());
}

using CallSummary.Transcription;
using CallSummary.Transcription.Languages;
using CallSummary.Transcription.Partials;
using CallSummary.Transcription.Utterances;
using CallSummary.Transcription.Voice;
using CallSummary.UnitTests.Transcription.Utterances;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Transcription.Partials;

public sealed class PartialTranscriptionTests : IDisposable
{
    private readonly RunningUtterances _utterances = new();
    private readonly TranscriptionOptions _options = new();
    private string _says = "we meet at ten";

    public void Dispose() => _utterances.Dispose();

    [Fact]
    public async Task HearAsync_TwoBeginningsThatAgree_ShowTheirCommonWords()
    {
        var (transcription, transcriber) = Create();
        Assert.Equal(PartialOutcome.Unchanged, (await HearAsync(transcription, 3)).Outcome);
        _says = "we meet at ten on Monday";
        var (outcome, line) = await HearAsync(transcription, 6);
        Assert.Equal((PartialOutcome.Shown, "we meet at ten", "en"), (outcome, line!.Text, line.Language));
        Assert.Equal((12.0, 6.0, 0), (line.Offset.TotalSeconds, line.Duration.TotalSeconds, line.Sequence));
        Assert.True(transcriber.Asked!.IsPartial);
        Assert.Equal("en", transcriber.Asked.LikelyLanguage);
    }

    [Fact]
    public async Task HearAsync_ShorterBeginningThanOneBefore_IsLate()
    {
        var (transcription, transcriber) = Create();
        await HearAsync(transcription, 6);
        Assert.Equal(PartialOutcome.Late, (await HearAsync(transcription, 3)).Outcome);
        Assert.Equal(1, transcriber.Calls);
    }

    [Fact]
    public async Task HearAsync_UtteranceThatHasEnded_IsLate()
    {
        var (transcription, transcriber) = Create();
        await HearAsync(transcription, 3);
        _utterances.End(Captured.Utterance());
        Assert.Equal(PartialOutcome.Late, (await HearAsync(transcription, 6)).Outcome);
        Assert.Equal(1, transcriber.Calls);
    }

    [Fact]
    public async Task HearAsync_NoWorkerIdle_ShowsNothingAndGoesOnLater()
    {
        var (transcription, transcriber) = Create();
        await HearAsync(transcription, 3);
        transcriber.IsBusy = true;
        Assert.Equal(PartialOutcome.NoWorkerIdle, (await HearAsync(transcription, 6)).Outcome);
        transcriber.IsBusy = false;
        Assert.Equal(PartialOutcome.Shown, (await HearAsync(transcription, 9)).Outcome);
    }

    [Fact]
    public async Task HearAsync_TextThatTheGatesReject_IsNotShown()
    {
        var (transcription, _) = Create();
        _says = "thank you for watching";
        await HearAsync(transcription, 3);
        Assert.Equal((PartialOutcome.Nothing, null), await HearAsync(transcription, 6));
    }

    [Fact]
    public async Task HearAsync_Subscriber_IsHeardWithTheirWords()
    {
        _options.Vocabulary["acme/+821012345678"] = ["Hanbit"];
        var (transcription, transcriber) = Create();
        await transcription.HearAsync(Beginnings.Of(3) with { Subscriber = "+821012345678" }, TestContext.Current.CancellationToken);
        Assert.Equal("Hanbit.", transcriber.Asked!.Vocabulary);
    }

    private static Task<(PartialOutcome Outcome, CallSummary.Contracts.UtterancePartlyTranscribed? Line)> HearAsync(PartialTranscription transcription, int seconds) =>
        transcription.HearAsync(Beginnings.Of(seconds), TestContext.Current.CancellationToken);

    private (PartialTranscription Transcription, FakeTranscriber Transcriber) Create()
    {
        var options = Options.Create(_options);
        var transcriber = new FakeTranscriber((_, _) => Task.FromResult(new Recognition(_says, "en", 0.9, 0, [])));
        return (new PartialTranscription(transcriber, new UtteranceSound(), new LevelVoiceDetector(options), new LegLanguages(), _utterances, options), transcriber);
    }
}

using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Transcription;
using CallSummary.Transcription.Languages;
using CallSummary.Transcription.Utterances;
using CallSummary.Transcription.Voice;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Transcription.Utterances;

public sealed class UtteranceTranscriptionTests
{
    private static readonly Recognition Heard = new(
        "Hello there.", "en", 0.9, 0.01,
        [new RecognizedSegment(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(9), "Hello there.", 0.9)]);

    [Fact]
    public async Task TranscribeAsync_Speech_CarriesTextAndTimesOnTheCallsTimeline()
    {
        var transcribed = await RunAsync(new FakeTranscriber(Heard), Captured.Utterance(Sounds.Syllables(2)));
        Assert.Equal(("Hello there.", "en", 0.9, TranscriptDrop.None, "fake"),
            (transcribed.Text, transcribed.Language, transcribed.Probability, transcribed.Drop, transcribed.Model));
        Assert.Equal((Leg.Callee, "acme", TimeSpan.FromSeconds(12)), (transcribed.Leg, transcribed.TenantId, transcribed.Offset));
        var segment = Assert.Single(transcribed.Segments);
        Assert.Equal(TimeSpan.FromSeconds(12.5), segment.Start);
        Assert.Equal(TimeSpan.FromSeconds(14), segment.End);
    }

    [Fact]
    public async Task TranscribeAsync_UtteranceThatNamesItsLanguage_AsksForIt()
    {
        var transcriber = new FakeTranscriber(Heard);
        await RunAsync(transcriber, Captured.Utterance(Sounds.Syllables(2)) with { Language = "ko" });
        Assert.Equal("ko", transcriber.AskedLanguage);
        Assert.Equal(2 * 16_000, transcriber.Heard.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TranscribeAsync_SilenceOrRingBack_NeverReachesTheEngine(bool silence)
    {
        var transcriber = new FakeTranscriber(Heard);
        var sound = silence ? Sounds.Silence(2) : Sounds.Cadence(4, 1, 2, 440, 480);
        var transcribed = await RunAsync(transcriber, Captured.Utterance(sound));
        Assert.Equal(0, transcriber.Calls);
        Assert.Equal(("", TranscriptDrop.NoSpeech), (transcribed.Text, transcribed.Drop));
    }

    [Fact]
    public async Task TranscribeAsync_RejectedText_IsNamedAndNotShown()
    {
        var transcribed = await RunAsync(
            new FakeTranscriber(Heard with { Probability = 0.1, NoSpeechProbability = 0.2 }), Captured.Utterance(Sounds.Syllables(2)));
        Assert.Equal(("", "", 0.0, 0.2, TranscriptDrop.LowProbability),
            (transcribed.Text, transcribed.Language, transcribed.Probability, transcribed.NoSpeechProbability, transcribed.Drop));
        Assert.Empty(transcribed.Segments);
        Assert.Equal("Hello there.", transcribed.DroppedText);
    }

    [Fact]
    public async Task TranscribeAsync_LegThatSpokeBefore_IsExpectedToGoOnInItsLanguage()
    {
        using var languages = new LegLanguages();
        var transcriber = new FakeTranscriber(Heard);
        var transcription = Create(transcriber, languages: languages);
        await transcription.TranscribeAsync(Captured.Utterance(Sounds.Syllables(2)), TestContext.Current.CancellationToken);
        Assert.Null(transcriber.Asked!.LikelyLanguage);
        await transcription.TranscribeAsync(Captured.Utterance(Sounds.Syllables(2), 1), TestContext.Current.CancellationToken);
        Assert.Equal("en", transcriber.Asked.LikelyLanguage);
    }

    [Fact]
    public async Task TranscribeAsync_SameUtteranceTwice_GivesTheSameMessage()
    {
        var utterance = Captured.Utterance(Sounds.Syllables(2));
        var transcriber = new FakeTranscriber(Heard);
        Assert.Equal(
            JsonSerializer.Serialize(await RunAsync(transcriber, utterance)),
            JsonSerializer.Serialize(await RunAsync(transcriber, utterance)));
    }

    [Fact]
    public async Task TranscribeAsync_NoInlineAudioAndNoStore_IsUnreadable() =>
        Assert.Equal(TranscriptDrop.UnreadableAudio, (await RunAsync(new FakeTranscriber(Heard), Captured.Utterance())).Drop);

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, 61)]
    [InlineData(0, -1)]
    public async Task TranscribeAsync_TimesThatCannotBe_AreUnreadable(double offset, double duration)
    {
        var utterance = Captured.Utterance(Sounds.Syllables(2)) with
        {
            Offset = TimeSpan.FromSeconds(offset),
            Duration = TimeSpan.FromSeconds(duration),
        };
        Assert.Equal(TranscriptDrop.UnreadableAudio, (await RunAsync(new FakeTranscriber(Heard), utterance)).Drop);
    }

    [Theory]
    [InlineData(16_000)]
    [InlineData(4_000)]
    public async Task TranscribeAsync_AudioOfAnotherRate_IsUnreadable(int rate)
    {
        var transcriber = new FakeTranscriber(Heard);
        var utterance = Captured.Utterance(Sounds.Syllables(2)) with { Audio = new byte[2 * rate] };
        Assert.Equal(TranscriptDrop.UnreadableAudio, (await RunAsync(transcriber, utterance)).Drop);
        Assert.Equal(0, transcriber.Calls);
    }

    [Fact]
    public async Task TranscribeAsync_EmptyUtterance_GivesNoTextAndNoError()
    {
        var transcriber = new FakeTranscriber(Heard);
        var transcribed = await RunAsync(transcriber, Captured.Utterance([]));
        Assert.Equal(("", TranscriptDrop.NoSpeech, TimeSpan.Zero), (transcribed.Text, transcribed.Drop, transcribed.Duration));
        Assert.Equal(0, transcriber.Calls);
    }

    [Fact]
    public async Task TranscribeAsync_SubscriberWithAListOfTheirOwn_IsHeardWithIt()
    {
        var transcriber = new FakeTranscriber(Heard);
        var options = new TranscriptionOptions();
        options.Vocabulary["acme"] = ["Everybody"];
        options.Vocabulary["acme/+821012345678"] = ["Hanbit", "Seorin"];
        var transcription = Create(transcriber, settings: options);
        await transcription.TranscribeAsync(Captured.Utterance(Sounds.Syllables(2)) with { Subscriber = "+821012345678" }, TestContext.Current.CancellationToken);
        Assert.Equal("Hanbit, Seorin.", transcriber.Asked!.Vocabulary);
        await transcription.TranscribeAsync(Captured.Utterance(Sounds.Syllables(2)) with { Subscriber = "+821099999999" }, TestContext.Current.CancellationToken);
        Assert.Equal("Everybody.", transcriber.Asked!.Vocabulary);
    }

    [Fact]
    public async Task TranscribeAsync_InlineAudioLongerThanTheCap_IsUnreadable()
    {
        var utterance = Captured.Utterance() with { Audio = new byte[(60 * 8000) + 1] };
        Assert.Equal(TranscriptDrop.UnreadableAudio, (await RunAsync(new FakeTranscriber(Heard), utterance)).Drop);
    }

    internal static UtteranceTranscription Create(ITranscriber transcriber, IRecordedAudio? recordings = null, LegLanguages? languages = null, TranscriptionOptions? settings = null)
    {
        var options = Options.Create(settings ?? new TranscriptionOptions());
        return new UtteranceTranscription(
            transcriber, new UtteranceSound(recordings), new LevelVoiceDetector(options), languages ?? new LegLanguages(),
            new SetAsideUtterances(options, NullLogger<SetAsideUtterances>.Instance), options, NullLogger<UtteranceTranscription>.Instance);
    }

    private static Task<UtteranceTranscribed> RunAsync(ITranscriber transcriber, UtteranceCaptured utterance) =>
        Create(transcriber).TranscribeAsync(utterance, TestContext.Current.CancellationToken);
}

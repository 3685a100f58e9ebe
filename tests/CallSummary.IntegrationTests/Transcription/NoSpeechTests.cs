using CallSummary.Contracts;
using CallSummary.Transcription.Evaluation;
using CallSummary.Transcription.Evaluation.Degradation;
using CallSummary.Transcription.Voice;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Transcription;

/// <summary>Half an hour of what telephones play when nobody speaks, through the gateway's segmenter and the real model.</summary>
public sealed class NoSpeechTests
{
    public static TheoryData<string> Sounds => [.. NonSpeech.All.Keys];

    [Theory]
    [MemberData(nameof(Sounds))]
    public async Task TranscribeAsync_MinutesWithoutSpeech_WriteNoWord(string sound)
    {
        await using var host = await TranscriptionHost.StartAsync();
        var line = new SpokenLine(host.Transcription, TimeProvider.System);
        for (var minute = 0; minute < 4; minute++)
        {
            var (lines, _) = await line.TranscribeAsync(NonSpeech.All[sound](60, minute + 1), 8000, null, TestContext.Current.CancellationToken);
            Assert.All(lines, l => Assert.Equal(("", TranscriptDrop.NoSpeech), (l.Text, l.Drop)));
        }
    }

    [Theory]
    [MemberData(nameof(Sounds))]
    public async Task Find_SoundWithoutSpeech_IsNoVoiceEvenWithoutTheSegmenter(string sound)
    {
        await using var host = await TranscriptionHost.StartAsync();
        var samples = Array.ConvertAll(CallSummary.Audio.Resampler.Convert(NonSpeech.All[sound](28, 9), 8000, 16_000), s => s / 32768f);
        Assert.Null(host.Services.GetRequiredService<IVoiceDetector>().Find(samples));
    }

    [Fact]
    public async Task Find_SpokenSamples_AreAllHeard()
    {
        await using var host = await TranscriptionHost.StartAsync();
        var voices = host.Services.GetRequiredService<IVoiceDetector>();
        var sound = new CallSummary.Transcription.Utterances.UtteranceSound();
        foreach (var sample in SampleSpeech.Utterances().Concat(SampleSpeech.CallLines(0.2)))
        {
            var samples = await sound.ReadAsync(sample.Captured, TestContext.Current.CancellationToken);
            Assert.True(voices.Find(samples) is { } voice && voice.End - voice.Start > 8000, sample.Name);
        }
    }
}

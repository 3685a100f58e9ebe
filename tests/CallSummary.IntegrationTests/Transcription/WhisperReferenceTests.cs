using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Transcription.Gates;
using CallSummary.Transcription.Utterances;

namespace CallSummary.IntegrationTests.Transcription;

/// <summary>The bundled demonstration model on the samples of the repository.</summary>
public sealed class WhisperReferenceTests
{
    [Theory]
    [InlineData("512")]
    [InlineData(null)]
    public async Task TranscribeAsync_ReferenceUtterances_WritesWhatWhisperCppWrote(string? floor)
    {
        await using var host = await StartAsync(floor);
        await WritesExactlyAsync(host, SampleSpeech.Utterances(), 24);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.2)]
    public async Task TranscribeAsync_LinesOfTheSampleCalls_WritesAllOfThem(double margin)
    {
        await using var host = await TranscriptionHost.StartAsync();
        await WritesExactlyAsync(host, SampleSpeech.CallLines(margin), 49);
    }

    [Fact]
    public async Task TranscribeAsync_ManyAtOnceOnOneModel_WriteTheSame()
    {
        await using var host = await TranscriptionHost.StartAsync(settings: [("Workers", "4"), ("AudioContextFloor", "128")]);
        var samples = SampleSpeech.Utterances();
        var transcribed = await Task.WhenAll(samples.Select(s => host.TranscribeAsync(s.Captured with { Language = s.Language })));
        Assert.Equal(samples.Select(s => s.Text), transcribed.Select(t => t.Text));
    }

    [Fact]
    public async Task TranscribeAsync_StoppedWhileItWorks_LeavesTheWorkerUsable()
    {
        await using var host = await TranscriptionHost.StartAsync(settings: ("Workers", "1"));
        var sample = SampleSpeech.Utterances()[0];
        using var stop = new CancellationTokenSource();
        var stopped = host.TranscribeAsync(sample.Captured, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        Assert.Equal(sample.Text, (await host.TranscribeAsync(sample.Captured)).Text);
    }

    [Fact]
    public async Task TranscribeAsync_SegmentTimes_LieWithinTheUtteranceOnTheCallsTimeline()
    {
        await using var host = await StartAsync(null);
        foreach (var line in SampleSpeech.CallLines(0.2).Take(9))
        {
            var transcribed = await host.TranscribeAsync(line.Captured with { Language = line.Language });
            var end = line.Captured.Offset + line.Captured.Duration;
            Assert.All(transcribed.Segments, s => Assert.True(line.Captured.Offset <= s.Start && s.Start < s.End && s.End <= end));
            Assert.InRange(transcribed.Segments[0].Start - line.Captured.Offset, TimeSpan.Zero, TimeSpan.FromSeconds(0.5));
        }
    }

    [Fact]
    public async Task SoundGate_SpokenSamples_AreFarFromSteady()
    {
        var sound = new UtteranceSound();
        foreach (var sample in SampleSpeech.Utterances().Concat(SampleSpeech.CallLines(0)))
        {
            var range = SoundGate.ActiveRange(await sound.ReadAsync(sample.Captured, TestContext.Current.CancellationToken));
            Assert.True(range > 3, $"{sample.Name} moves by {range:F1} dB; steady sounds by less than 1.5 dB");
        }
    }

    [Fact]
    public async Task TranscribeAsync_SameUtteranceTwice_GivesTheSameMessage()
    {
        await using var host = await TranscriptionHost.StartAsync();
        var utterance = SampleSpeech.Utterances()[0].Captured;
        Assert.Equal(
            JsonSerializer.Serialize(await host.TranscribeAsync(utterance)),
            JsonSerializer.Serialize(await host.TranscribeAsync(utterance)));
    }

    [Fact]
    public async Task TranscribeAsync_FarTooShortForWhisper_DoesNotFail()
    {
        await using var host = await TranscriptionHost.StartAsync();
        var utterance = SampleSpeech.Utterances()[0].Captured;
        var cut = utterance with { Audio = utterance.Audio![4000..4240], Duration = TimeSpan.FromMilliseconds(30) };
        Assert.Equal(TimeSpan.FromMilliseconds(30), (await host.TranscribeAsync(cut)).Duration);
    }

    [Theory]
    [InlineData("no-such-language")]
    [InlineData("KO")]
    [InlineData("")]
    public async Task TranscribeAsync_LanguageThatIsNone_IsDetected(string language)
    {
        await using var host = await TranscriptionHost.StartAsync();
        var sample = SampleSpeech.Utterances()[0];
        Assert.Equal(sample.Text, (await host.TranscribeAsync(sample.Captured with { Language = language })).Text);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(440, 480)]
    [InlineData(480, 620)]
    public async Task TranscribeAsync_SilenceAndTones_GiveNoText(int first, int second)
    {
        await using var host = await TranscriptionHost.StartAsync();
        var sound = new short[8000 * 6];
        for (var i = 0; i < sound.Length && first > 0; i++)
        {
            var t = i / 8000.0;
            sound[i] = t % 3 < 1 ? (short)(4000 * (Math.Sin(2 * Math.PI * first * t) + Math.Sin(2 * Math.PI * second * t))) : (short)0;
        }

        var transcribed = await host.TranscribeAsync(SampleSpeech.Capture(sound, 0));
        Assert.Equal(("", TranscriptDrop.NoSpeech), (transcribed.Text, transcribed.Drop));
    }

    private static Task<TranscriptionHost> StartAsync(string? floor) =>
        floor is null ? TranscriptionHost.StartAsync() : TranscriptionHost.StartAsync(settings: ("AudioContextFloor", floor));

    // The language is left to be detected: it must be right too.
    private static async Task WritesExactlyAsync(TranscriptionHost host, IReadOnlyList<SampleSpeech> samples, int count)
    {
        Assert.Equal(count, samples.Count);
        var wrong = new List<string>();
        foreach (var sample in samples)
        {
            var transcribed = await host.TranscribeAsync(sample.Captured);
            if ((transcribed.Text, transcribed.Language, transcribed.Drop) != (sample.Text, sample.Language, TranscriptDrop.None))
            {
                wrong.Add($"{sample.Name}: '{transcribed.Text}' ({transcribed.Language}, {transcribed.Drop}), not '{sample.Text}' ({sample.Language})");
            }

            Assert.InRange(transcribed.Probability, 0.5, 1);
        }

        Assert.Empty(wrong);
    }
}

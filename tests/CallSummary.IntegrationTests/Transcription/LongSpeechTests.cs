using CallSummary.Audio;
using CallSummary.Contracts;
using CallSummary.TestKit;
using CallSummary.Transcription.Evaluation;

namespace CallSummary.IntegrationTests.Transcription;

/// <summary>Ten minutes of one voice without a pause that would end an utterance.</summary>
public sealed class LongSpeechTests
{
    [Fact]
    public async Task TranscribeAsync_TenMinuteMonologue_ComesInLinesAndLosesNothing()
    {
        await using var host = await TranscriptionHost.StartAsync();
        var folder = Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "utterances");
        var spoken = new[] { "02", "08", "16", "22" }.SelectMany(n => Spoken(AudioClip.Load(Path.Combine(folder, $"{n}.wav")).Samples.ToArray())).ToArray();
        var monologue = Enumerable.Repeat(spoken, (600 * 8000 / spoken.Length) + 1).SelectMany(s => s).Take(600 * 8000).ToArray();

        var (lines, _) = await new SpokenLine(host.Transcription, TimeProvider.System).TranscribeAsync(monologue, 8000, "en", TestContext.Current.CancellationToken);
        Assert.True(lines.Count > 20);
        Assert.All(lines, l => Assert.InRange(l.Duration, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(28)));
        Assert.All(lines.Zip(lines.Skip(1)), pair => Assert.InRange(pair.Second.Offset - (pair.First.Offset + pair.First.Duration), TimeSpan.FromMilliseconds(-1), TimeSpan.FromSeconds(0.5)));
        Assert.InRange(lines.Sum(l => l.Duration.TotalSeconds), 570, 601);
        Assert.DoesNotContain(lines, l => l.Drop is TranscriptDrop.EngineFailure or TranscriptDrop.UnreadableAudio);
    }

    // Without the quiet before and after, so that nothing ends the utterance but its length.
    private static short[] Spoken(short[] clip)
    {
        var loud = Enumerable.Range(0, clip.Length).Where(i => Math.Abs((int)clip[i]) > 600).ToArray();
        return clip[loud[0]..loud[^1]];
    }
}

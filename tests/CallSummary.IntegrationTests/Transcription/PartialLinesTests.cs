using CallSummary.Audio;
using CallSummary.Contracts;
using CallSummary.TestKit;
using CallSummary.Transcription;
using CallSummary.Transcription.Partials;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Transcription;

/// <summary>Words of a speaker who talks on, with the real engine.</summary>
public sealed class PartialLinesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HearAsync_SpeakerTalksOn_WordsAppearBeforeTheEndAndStand()
    {
        await using var host = await TranscriptionHost.StartAsync();
        var monologue = Monologue();
        var whole = SampleSpeech.Capture(monologue, 0) with { Language = "en" };
        var lines = new List<UtterancePartlyTranscribed>();
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var partial = scope.ServiceProvider.GetRequiredService<PartialTranscription>();
            for (var end = 3 * 8000; end < monologue.Length; end += 3 * 8000)
            {
                if ((await partial.HearAsync(Beginning(whole, end), Cancel)).Line is { } line)
                {
                    lines.Add(line);
                }
            }
        }

        var text = (await host.TranscribeAsync(whole)).Text;
        Assert.True(lines.Count >= 2, $"{lines.Count} lines of '{text}'");
        Assert.All(lines.Zip(lines.Skip(1)), pair => Assert.StartsWith(pair.First.Text.Split(' ')[0], pair.Second.Text, StringComparison.Ordinal));
        Assert.Equal(text.Split(' ')[..3], lines[^1].Text.Split(' ')[..3]);
    }

    [Fact]
    public async Task TranscribeIfIdleAsync_WholeUtteranceComes_StopsInTheNativeRun()
    {
        await using var host = await TranscriptionHost.StartAsync(settings: ("Workers", "1"));
        var engine = host.Services.GetRequiredService<ITranscriber>();
        var sample = SampleSpeech.Utterances()[0];
        var busy = new Speech(BareSound(Monologue())) { Language = "en", IsPartial = true };
        await Eventually.True(
            async () =>
            {
                var partial = engine.TranscribeIfIdleAsync(busy, Cancel);
                Assert.Equal(sample.Text, (await host.TranscribeAsync(sample.Captured with { Language = sample.Language })).Text);
                return await partial is null;
            },
            "a partial run that is stopped");
    }

    private static short[] Monologue()
    {
        var folder = Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "utterances");
        return [.. new[] { "02", "08", "16", "22", "02", "08", "16" }.SelectMany(n => AudioClip.Load(Path.Combine(folder, $"{n}.wav")).Samples.ToArray()).Take(24 * 8000)];
    }

    private static float[] BareSound(short[] samples) => Resampler.Convert(Array.ConvertAll(samples, s => s / 32768f), 8000, 16_000);

    private static UtteranceContinued Beginning(UtteranceCaptured whole, int samples) => new()
    {
        CallId = whole.CallId,
        TenantId = whole.TenantId,
        Leg = whole.Leg,
        Sequence = whole.Sequence,
        Offset = whole.Offset,
        Duration = TimeSpan.FromSeconds(samples / 8000.0),
        Language = whole.Language,
        Audio = whole.Audio![..samples],
        RecordingStart = 0,
        RecordingEnd = 0,
    };
}

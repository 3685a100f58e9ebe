using CallSummary.TestKit;
using CallSummary.Transcription;
using CallSummary.Transcription.Catalogue;
using CallSummary.Transcription.Whisper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallSummary.IntegrationTests.Transcription.Catalogue;

/// <summary>Another model chosen while utterances are in work.</summary>
public sealed class ModelSwitchTests
{
    private static readonly string Demonstrations = Path.Combine(RepositoryRoot.Path, "samples", "demo-models");

    [Fact]
    public async Task Use_WhileUtterancesAreInWork_SwitchesWithoutLosingOne()
    {
        using var folder = new TempFolder();
        await using var host = await TranscriptionHost.StartAsync(settings: [("ModelFolder", folder.Path), ("Workers", "2")]);
        var samples = SampleSpeech.Utterances();
        var seen = new HashSet<string>();
        var store = new ModelStore(new ModelFolder(folder.Path));
        await store.ImportAsync(Path.Combine(Demonstrations, "whisper-demo-q8_0.bin"), "other", null, TestContext.Current.CancellationToken);

        var chosen = false;
        for (var round = 0; seen.Count < 2 && round < 200; round++)
        {
            var transcribed = await Task.WhenAll(samples.Take(6).Select(s => host.TranscribeAsync(s.Captured with { Language = s.Language })));
            Assert.Equal(samples.Take(6).Select(s => s.Text), transcribed.Select(t => t.Text));
            seen.UnionWith(transcribed.Select(t => t.Model.Split(' ')[0]));
            if (!chosen)
            {
                chosen = true;
                await store.UseAsync("other.bin", TestContext.Current.CancellationToken);
            }
        }

        Assert.Equal(["other.bin", "whisper-demo-q8_0.bin"], seen.Order());
    }

    [Fact]
    public async Task Replace_ModelThatWantsOtherWorkers_HasThem()
    {
        await using var host = await TranscriptionHost.StartAsync(settings: ("Workers", "1"));
        var (models, transcriber) = (host.Services.GetRequiredService<WhisperModelInUse>(), (WhisperTranscriber)host.Services.GetRequiredService<ITranscriber>());
        Assert.Equal(1, transcriber.Workers);
        models.Replace(WhisperModel.Load(Path.Combine(Demonstrations, "whisper-demo-q8_0.bin"), new TranscriptionOptions { Workers = 3 }, NullLogger.Instance));
        Assert.Equal(3, transcriber.Workers);
        var sample = SampleSpeech.Utterances()[0];
        Assert.Equal(sample.Text, (await host.TranscribeAsync(sample.Captured)).Text);
    }

    [Fact]
    public async Task Use_FileThatIsNoModel_LeavesTheOldOneAtWork()
    {
        using var folder = new TempFolder();
        using var log = new ListLog();
        await using var host = await TranscriptionHost.StartAsync(log, ("ModelFolder", folder.Path));
        File.WriteAllText(folder["broken.bin"], "not a model");
        new ModelFolder(folder.Path).Choose("broken.bin");
        await Eventually.True(() => log.Lines.Any(l => l.Contains("The chosen model is not used", StringComparison.Ordinal)), "the refusal in the log");
        var sample = SampleSpeech.Utterances()[0];
        Assert.Equal(sample.Text, (await host.TranscribeAsync(sample.Captured)).Text);
    }
}

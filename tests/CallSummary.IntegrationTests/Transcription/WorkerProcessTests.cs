using System.Diagnostics;
using CallSummary.Contracts;
using CallSummary.TestKit;
using CallSummary.Transcription;
using CallSummary.Transcription.Catalogue;
using CallSummary.Transcription.Workers;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Transcription;

/// <summary>Workers as processes of the transcription host, and what becomes of an utterance when one is killed.</summary>
public sealed class WorkerProcessTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ListLog _log = new();

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task TranscribeAsync_InProcesses_WritesWhatItWritesInOne()
    {
        await using var host = await StartAsync(("Workers", "2"));
        var samples = SampleSpeech.Utterances().Take(8).ToArray();
        var transcribed = await Task.WhenAll(samples.Select(s => host.TranscribeAsync(s.Captured with { CallId = Guid.CreateVersion7() })));
        Assert.Equal(samples.Select(s => (s.Text, s.Language)), transcribed.Select(t => (t.Text, t.Language)));
        Assert.All(transcribed, t => Assert.Equal("whisper-demo-q8_0.bin sha256:1933be6dd723", t.Model));
    }

    [Fact]
    public async Task TranscribeAsync_WorkerKilledWhileItWorks_GivesTheUtteranceToAnother()
    {
        await using var host = await StartAsync(("CrashesBeforeSetAside", "10"));
        var sample = SampleSpeech.Utterances()[0];
        await Eventually.True(
            async () =>
            {
                var work = host.TranscribeAsync(sample.Captured);
                await KillWorkersAsync(host, work, most: 1);
                Assert.Equal((sample.Text, TranscriptDrop.None), ((await work).Text, (await work).Drop));
                return Logged("ended while it worked");
            },
            "a worker that was killed before it had answered");
    }

    [Fact]
    public async Task TranscribeAsync_UtteranceThatEndsEveryWorker_IsSetAsideWithItsAudioAndTheNextIsHeard()
    {
        await using var host = await StartAsync(("CrashesBeforeSetAside", "2"), ("SetAsideFolder", _folder.Path));
        var sample = SampleSpeech.Utterances()[0];
        UtteranceTranscribed? transcribed = null;
        await Eventually.True(
            async () =>
            {
                var work = host.TranscribeAsync(sample.Captured);
                await KillWorkersAsync(host, work, most: int.MaxValue);
                transcribed = await work;
                return Logged("is set aside");
            },
            "an utterance whose workers were all killed before they had answered");
        Assert.Equal(("", TranscriptDrop.EngineFailure), (transcribed!.Text, transcribed.Drop));
        Assert.Single(Directory.GetFiles(_folder.Path, "*.wav"));
        Assert.Equal(sample.Text, (await host.TranscribeAsync(sample.Captured)).Text);
    }

    [Fact]
    public async Task Start_ModelThatIsNone_StopsWithTheMessageOfTheWorker()
    {
        var error = await Assert.ThrowsAsync<TranscriptionException>(() => StartAsync(("ModelPath", "no-such-model.bin")));
        Assert.Contains("ModelPath", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Use_WhileWorkersRun_TakesTheChosenModel()
    {
        await using var host = await StartAsync(("ModelFolder", _folder.Path));
        var store = new ModelStore(new ModelFolder(_folder.Path));
        await store.ImportAsync(Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "whisper-demo-q8_0.bin"), "other", null, TestContext.Current.CancellationToken);
        await store.UseAsync("other.bin", TestContext.Current.CancellationToken);
        var sample = SampleSpeech.Utterances()[0];
        Assert.StartsWith("other.bin", (await host.TranscribeAsync(sample.Captured)).Model, StringComparison.Ordinal);

        // The new model was measured too: it may need other workers than the old one.
        Assert.True(Logged("its own weights of other.bin"));
    }

    private static async Task KillWorkersAsync(TranscriptionHost host, Task work, int most)
    {
        var workers = (ProcessTranscriber)host.Services.GetRequiredService<ITranscriber>();
        var killed = new HashSet<int>();
        while (!work.IsCompleted && killed.Count < most)
        {
            foreach (var id in workers.Busy.Where(id => !killed.Contains(id)))
            {
                killed.Add(id);
                try
                {
                    using var process = Process.GetProcessById(id);
                    process.Kill();
                }
                catch (ArgumentException)
                {
                    // It has just ended by itself.
                }
            }

            await Task.Yield();
        }
    }

    private bool Logged(string text) => _log.Lines.Any(l => l.Contains(text, StringComparison.Ordinal));

    private Task<TranscriptionHost> StartAsync(params (string, string)[] settings) => TranscriptionHost.StartAsync(
        _log, [("WorkerProcesses", "true"), ("WorkerProgram", ChildProcess.DllOf("CallSummary.TranscriptionHost")), .. settings]);
}

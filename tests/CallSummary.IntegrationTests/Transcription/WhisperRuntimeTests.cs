using CallSummary.TestKit;
using CallSummary.Transcription;
using CallSummary.Transcription.Workers;

namespace CallSummary.IntegrationTests.Transcription;

/// <summary>A build of whisper.cpp that is not installed. In a worker process: a process loads one build, and this one has loaded its own.</summary>
public sealed class WhisperRuntimeTests
{
    [Theory]
    [InlineData(WhisperRuntime.Cuda)]
    [InlineData(WhisperRuntime.Vulkan)]
    [InlineData(WhisperRuntime.OpenVino)]
    public async Task Start_RuntimeThatIsNotInstalled_NamesThePackageAndTheSetting(WhisperRuntime runtime)
    {
        var options = new TranscriptionOptions { Runtime = runtime, WorkerProgram = ChildProcess.DllOf("CallSummary.TranscriptionHost") };
        var model = Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "whisper-demo-q8_0.bin");
        var error = await Assert.ThrowsAsync<TranscriptionException>(() => WorkerProcess.StartAsync(model, options, null, TestContext.Current.CancellationToken));
        Assert.Contains($"Whisper.net.Runtime.{runtime}", error.Message, StringComparison.Ordinal);
        Assert.Contains("CallSummary:Transcription:Runtime", error.Message, StringComparison.Ordinal);
    }
}

using CallSummary.Transcription;
using CallSummary.Transcription.Servers;
using CallSummary.UnitTests.Transcription.Utterances;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallSummary.UnitTests.Transcription.Servers;

public sealed class FallbackTranscriberTests
{
    private static readonly Recognition Heard = new("Hello.", "en", 0.9, 0, []);
    private readonly FakeTranscriber _local = new(Heard with { Text = "Local.", Model = "local.bin" });

    [Fact]
    public async Task TranscribeAsync_ServerThatAnswers_IsBelieved()
    {
        Assert.Equal("Hello.", (await AskAsync((_, _) => Task.FromResult(Heard))).Text);
        Assert.Equal(0, _local.Calls);
    }

    [Theory]
    [InlineData(typeof(TranscriptionException))]
    [InlineData(typeof(TimeoutException))]
    public async Task TranscribeAsync_ServerThatFails_IsReplacedByTheLocalModelUnderItsName(Type failure)
    {
        var heard = await AskAsync((_, _) => throw (Exception)Activator.CreateInstance(failure, "no answer")!);
        Assert.Equal(("Local.", "local.bin"), (heard.Text, heard.Model));
    }

    [Fact]
    public async Task TranscribeAsync_CallerThatStops_IsNoFailureOfTheServer()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => AskAsync((_, _) => throw new OperationCanceledException()));
        Assert.Equal(0, _local.Calls);
    }

    private Task<Recognition> AskAsync(Func<ReadOnlyMemory<float>, CancellationToken, Task<Recognition>> server) =>
        new FallbackTranscriber(new FakeTranscriber(server), _local, TestMetrics.Create(), NullLogger<FallbackTranscriber>.Instance)
            .TranscribeAsync(new Speech(Sounds.Syllables(1)), TestContext.Current.CancellationToken);
}

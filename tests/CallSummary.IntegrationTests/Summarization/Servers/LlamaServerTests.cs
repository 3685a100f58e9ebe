using System.Text.Encodings.Web;
using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Summarization;
using CallSummary.Summarization.OpenAICompatible;
using CallSummary.Summarization.Summaries;
using CallSummary.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.IntegrationTests.Summarization.Servers;

/// <summary>The stage over a real server of another make: same summaries as in process, and none the worse for its death.</summary>
public sealed class LlamaServerTests
{
    private static readonly JsonSerializerOptions Reference = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Write_SampleCallsOverTheServer_EqualTheirExpectedSummaries()
    {
        await using var server = await LlamaServer.StartAsync();
        foreach (var streaming in (bool[])[false, true])
        {
            using var configured = Configured(server.Address, LlamaServer.Key);
            Assert.Equal(["en", "ko"], ReferenceDialogue.SampleCalls.Select(call => call.Language).Distinct().Order());
            foreach (var call in ReferenceDialogue.SampleCalls)
            {
                var titles = new List<string>();
                var written = await WriteAsync(configured, call, streaming ? titles.Add : null);

                Assert.Equal((SummaryEngine.Llm, "demo", 0), (written.Engine, written.Model, written.Dropped));
                Assert.Equal(call.Expected, JsonSerializer.Serialize(written.Content, Reference));
                Assert.Equal(streaming ? [written.Content.Title] : [], titles);
            }
        }

        using var stranger = Configured(server.Address, "another key");
        Assert.Equal(SummaryFailure.EngineFailure, (await WriteAsync(stranger, ReferenceDialogue.SampleCalls[0], null)).Failure);
    }

    [Fact]
    public async Task Write_ServerKilledInTheMiddleOfItsAnswer_IsExtractiveUntilItIsBack()
    {
        var call = ReferenceDialogue.SampleCalls[0];
        // So slow that the title is read long before the end is written.
        var first = await LlamaServer.StartAsync(pace: 100);
        using var configured = Configured(first.Address, LlamaServer.Key);

        // The title is whole: the answer is being written.
        var titled = new TaskCompletionSource();
        await using (first)
        {
            var cut = await WriteAsync(configured, call, _ =>
            {
                first.KillAsync().GetAwaiter().GetResult();
                titled.SetResult();
            });
            Assert.True(titled.Task.IsCompleted);
            Assert.Equal((SummaryEngine.Extractive, SummaryFailure.EngineFailure), (cut.Engine, cut.Failure));
            Assert.Equal((SummaryEngine.Extractive, SummaryFailure.EngineFailure), Kind(await WriteAsync(configured, call, null)));
        }

        await using var second = await LlamaServer.StartAsync(first.Port);

        // Two failures opened the breaker: the server is tried again after its pause only.
        Assert.Equal((SummaryEngine.Extractive, SummaryFailure.EngineFailure), Kind(await WriteAsync(configured, call, null)));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((SummaryEngine.Llm, SummaryFailure.None), Kind(await WriteAsync(configured, call, null)));
    }

    private static (SummaryEngine Engine, SummaryFailure Failure) Kind(WrittenSummary written) => (written.Engine, written.Failure);

    private OpenAICompatibleServer Configured(Uri address, string key) => new(
        "OpenAICompatible",
        new OpenAICompatibleOptions { BaseUrl = address, Model = "demo", ApiKey = key, TranscriptAlone = true, Retries = 0, BreakAfter = 2, BreakFor = TimeSpan.FromMinutes(1) },
        _time);

    private Task<WrittenSummary> WriteAsync(OpenAICompatibleServer server, ReferenceDialogue call, Action<string>? onTitle) =>
        new SummaryWriter(new SummaryEngineSource(() => server.Model("demo")), Options.Create(new SummarizationOptions()), _time, NullLogger<SummaryWriter>.Instance)
            .WriteAsync(new SummaryWork { CallId = Guid.Empty, Transcript = SampleTranscripts.Of(call), OnTitle = onTitle }, TestContext.Current.CancellationToken);
}

using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Summarization.Llama;
using CallSummary.Summarization.OpenAICompatible;
using CallSummary.Summarization.Summaries;
using CallSummary.Summarization.Transcripts;
using CallSummary.TestKit;

namespace CallSummary.UnitTests.Summarization.Summaries;

public sealed class LateSummariesTests
{
    private readonly ReferenceDialogue _dialogue = ReferenceDialogue.SampleCalls[0];

    public static TheoryData<Exception> Failures =>
    [
        new LlamaEngineException("crashed"),
        new LlamaEngineException("no memory", new InsufficientMemoryException()),
        new ServerException("down", new IOException()),
    ];

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task Summarize_ModelThatFails_ShowsTheExtractiveSummaryAndTheModelsWhenItComes(Exception failure)
    {
        var works = false;
        using var model = new ScriptedModel((_, _) => works ? Task.FromResult(_dialogue.Expected) : Task.FromException<string>(failure));
        await using var host = await SummarizationHost.CreateAsync(model);
        var call = await TranscribedAsync(host);

        await host.Get<CallSummarizer>().SummarizeAsync(call.Id, Cancellation);
        var first = Assert.Single(await host.SummariesAsync(call.Id));
        host.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(1, await host.Get<UnfinishedCalls>().SweepAsync(everything: false, Cancellation));
        await host.Get<CallSummarizer>().SummarizeAsync(call.Id, Cancellation);
        var second = Assert.Single(await host.SummariesAsync(call.Id));
        works = true;
        host.Time.Advance(TimeSpan.FromMinutes(21));
        await host.Get<CallSummarizer>().SummarizeAsync(call.Id, Cancellation);
        var third = Assert.Single(await host.SummariesAsync(call.Id));

        Assert.Equal((SummaryEngine.Extractive, 1), (first.Engine, first.FailedAttempts));
        Assert.Equal((first.Id, 2), (second.Id, second.FailedAttempts));
        Assert.Equal((SummaryEngine.Llm, (DateTimeOffset?)null), (third.Engine, third.RetryAt));
        Assert.NotEqual(first.Id, third.Id);
        Assert.Equal([first.Id, third.Id], (await host.WaitingAsync<CallSummarized>()).Select(body => JsonSerializer.Deserialize<CallSummarized>(body, JsonSerializerOptions.Web)!.SummaryId));
    }

    [Fact]
    public async Task Summarize_ModelThatWritesGarbage_IsFinal()
    {
        using var model = new ScriptedModel((_, _) => Task.FromResult("#####"));
        await using var host = await SummarizationHost.CreateAsync(model);
        var call = await TranscribedAsync(host);

        await host.Get<CallSummarizer>().SummarizeAsync(call.Id, Cancellation);

        var summary = Assert.Single(await host.SummariesAsync(call.Id));
        Assert.Equal((SummaryEngine.Extractive, (DateTimeOffset?)null), (summary.Engine, summary.RetryAt));
        Assert.Contains("\"fallback_reason\":\"unusable_answer\"", summary.DocumentJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TellFailure_NothingStored_IsPublishedForEachSubscriber()
    {
        await using var host = await SummarizationHost.CreateAsync();
        var call = await TranscribedAsync(host);

        await host.Get<CallSummarizer>().TellFailureAsync(call.Id, Cancellation);
        await host.Get<CallSummarizer>().SummarizeAsync(call.Id, Cancellation);
        await host.Get<CallSummarizer>().TellFailureAsync(call.Id, Cancellation);

        Assert.Single(await host.WaitingAsync<CallSummaryFailed>());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<SampleCall> TranscribedAsync(SummarizationHost host)
    {
        var call = new SampleCall(_dialogue);
        await host.SaveAsync(call.Row());
        foreach (var line in call.Utterances)
        {
            await host.Get<CallProgress>().AddAsync(line, Cancellation);
        }

        return call;
    }
}

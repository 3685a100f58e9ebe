using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Erasure;
using CallSummary.Summarization.Summaries;
using CallSummary.Summarization.Transcripts;
using CallSummary.TestKit;

namespace CallSummary.UnitTests.Summarization.Summaries;

public sealed class CallSummarizerTests
{
    private readonly ReferenceDialogue _dialogue = ReferenceDialogue.SampleCalls[1];

    [Fact]
    public async Task Summarize_TranscribedCall_StoresDocumentStateAndMessageTogether()
    {
        var call = new SampleCall(_dialogue);
        using var model = new ScriptedModel(_dialogue.Expected);
        await using var host = await TranscribedAsync(call, model);

        await host.Get<CallSummarizer>().SummarizeAsync(call.Id, Cancellation);

        var row = Assert.Single(await host.SummariesAsync(call.Id));
        var document = JsonSerializer.Deserialize<SummaryDocument>(row.DocumentJson)!;
        Assert.Equal((SummaryEngine.Llm, "빠른 택배 배송"), (row.Engine, row.Title));
        Assert.Equal("2026-11-25T18:00:00+09:00", Assert.Single(document.Content.Schedule).StartsAt);
        Assert.Equal((1, "caller", "ko", "llm", true), (document.SchemaVersion, document.SubscriberLeg, document.Language, document.Engine, document.AiGenerated));
        Assert.Equal(("test model", null, 1.0, 0.9, 0), (document.Provenance.LlmModel, document.Provenance.PromptVersion, document.Quality.TranscriptCoverage, document.Quality.TranscriptConfidence, document.Quality.DroppedItems));
        Assert.Equal(["demo"], document.Provenance.AsrModels);
        Assert.Null(document.FallbackReason);
        Assert.Contains("택배", row.DocumentJson, StringComparison.Ordinal);
        Assert.Equal((CallState.Summarized, null), ((await host.CallAsync(call.Id)).State, (await host.CallAsync(call.Id)).NudgeAt));
        Assert.Equal(row.Id, JsonSerializer.Deserialize<CallSummarized>(Assert.Single(await host.WaitingAsync<CallSummarized>()))!.SummaryId);
    }

    [Fact]
    public async Task Summarize_Twice_AsksTheModelOnce()
    {
        var call = new SampleCall(_dialogue);
        using var model = new ScriptedModel((_, _) => Task.FromResult(_dialogue.Expected));
        await using var host = await TranscribedAsync(call, model);
        var summarizer = host.Get<CallSummarizer>();

        await summarizer.SummarizeAsync(call.Id, Cancellation);
        await summarizer.SummarizeAsync(call.Id, Cancellation);

        Assert.Single(model.Asked);
        Assert.Single(await host.SummariesAsync(call.Id));
    }

    [Fact]
    public async Task Summarize_TwoWorkersAtOnce_StoreOneSummary()
    {
        var call = new SampleCall(_dialogue);
        var both = new Barrier();
        using var model = new ScriptedModel(async (_, _) =>
        {
            await both.ArriveAsync();
            return _dialogue.Expected;
        });
        await using var host = await TranscribedAsync(call, model);
        CallSummarizer Worker() => Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance<CallSummarizer>(host.Get<IServiceProvider>(), new WorkInFlight());

        await Task.WhenAll(Worker().SummarizeAsync(call.Id, Cancellation), Worker().SummarizeAsync(call.Id, Cancellation));

        Assert.Equal(2, model.Asked.Count);
        Assert.Single(await host.SummariesAsync(call.Id));
        Assert.Single(await host.WaitingAsync<CallSummarized>());
    }

    [Fact]
    public async Task Summarize_ErasedMeanwhile_StoresNothing()
    {
        var call = new SampleCall(_dialogue);
        SummarizationHost? host = null;
        using var model = new ScriptedModel(async (_, token) =>
        {
            await host!.Get<CallEraser>().EraseAsync(call.Id, token);
            return _dialogue.Expected;
        });
        host = await TranscribedAsync(call, model);
        await using var _ = host;

        await host.Get<CallSummarizer>().SummarizeAsync(call.Id, Cancellation);

        Assert.Empty(await host.SummariesAsync(call.Id));
        Assert.Empty(await host.WaitingAsync<CallSummarized>());
        Assert.Equal(CallState.Erased, (await host.CallAsync(call.Id)).State);
    }

    [Fact]
    public async Task Summarize_CallOfNoSubscriber_IsDoneWithoutAskingTheModel()
    {
        var row = new SampleCall(_dialogue).Row(CallState.Transcribed);
        var nobody = new Call
        {
            Id = row.Id,
            TenantId = row.TenantId,
            CallerNumber = "",
            CalleeNumber = "",
            CallerIsSubscriber = false,
            CalleeIsSubscriber = false,
            StartedAt = row.StartedAt,
            TimeZone = row.TimeZone,
            State = CallState.Transcribed,
            Consent = ConsentState.Granted,
        };
        using var model = new ScriptedModel();
        await using var host = await SummarizationHost.CreateAsync(model);
        await host.SaveAsync(nobody);

        await host.Get<CallSummarizer>().SummarizeAsync(row.Id, Cancellation);

        Assert.Equal(CallState.Summarized, (await host.CallAsync(row.Id)).State);
        Assert.Empty(model.Asked);
    }

    [Fact]
    public async Task Summarize_SilentCall_SaysThatNothingWasSaid()
    {
        var call = new SampleCall(_dialogue);
        using var model = new ScriptedModel();
        await using var host = await SummarizationHost.CreateAsync(model);
        await host.SaveAsync(call.Row(CallState.Transcribed));

        await host.Get<CallSummarizer>().SummarizeAsync(call.Id, Cancellation);

        var document = JsonSerializer.Deserialize<SummaryDocument>(Assert.Single(await host.SummariesAsync(call.Id)).DocumentJson)!;
        Assert.Equal(("extractive", "nothing_said", "통화에서 말한 내용이 없습니다."), (document.Engine, document.FallbackReason, document.Content.Summary));
        Assert.Equal(0, document.Content.Details.Count + document.Content.Facts.Count + document.Content.ActionItems.Count + document.Content.Schedule.Count + document.Content.Tags.Count);
        Assert.Equal(0, document.Quality.TranscriptCoverage);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<SummarizationHost> TranscribedAsync(SampleCall call, ScriptedModel model)
    {
        var host = await SummarizationHost.CreateAsync(model);
        await host.SaveAsync(call.Row());
        foreach (var utterance in call.Utterances)
        {
            await host.Get<CallProgress>().AddAsync(utterance, Cancellation);
        }

        return host;
    }

    /// <summary>Lets two workers go on only when both are there.</summary>
    private sealed class Barrier
    {
        private readonly TaskCompletionSource _both = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _arrived;

        public Task ArriveAsync()
        {
            if (Interlocked.Increment(ref _arrived) == 2)
            {
                _both.SetResult();
            }

            return _both.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        }
    }
}

using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Reruns;
using CallSummary.Summarization.Llama;
using CallSummary.Summarization.Reruns;
using CallSummary.Summarization.Summaries;
using CallSummary.Summarization.Transcripts;
using CallSummary.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.UnitTests.Summarization.Reruns;

/// <summary>A call is summarised or transcribed once more: the new takes the old one's place, which is kept; what fails changes nothing.</summary>
public sealed class RerunTests : IAsyncLifetime
{
    private readonly ReferenceDialogue _dialogue = ReferenceDialogue.SampleCalls[0];
    private readonly SampleCall _call = new(ReferenceDialogue.SampleCalls[0]);
    private ScriptedModel _model = null!;
    private SummarizationHost _host = null!;
    private Exception? _failure;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _model = new ScriptedModel((_, _) => _failure is null ? Task.FromResult(_dialogue.Expected) : Task.FromException<string>(_failure));
        _host = await SummarizationHost.CreateAsync(_model);
        await _host.SaveAsync(_call.Row());
        foreach (var line in _call.Utterances)
        {
            await _host.Get<CallProgress>().AddAsync(line, Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _model.Dispose();
    }

    [Fact]
    public async Task Summary_Again_TakesThePlace_AndTheOneBeforeIsKept()
    {
        var first = await SummarizedAsync();
        var rerun = await AskAsync(database => database.SummarizeAgain(Row(database), null, null, null, _host.Time.GetUtcNow()));
        var command = Assert.Single(await WaitingAsync<ResummarizeCall>());

        await _host.Get<SummaryReruns>().RunAsync(command, Cancellation);
        await _host.Get<SummaryReruns>().RunAsync(command, Cancellation);

        var second = Assert.Single(await _host.SummariesAsync(_call.Id));
        Assert.NotEqual(first.Id, second.Id);
        await using var database = _host.Database();
        var earlier = await database.EarlierSummaries.SingleAsync(Cancellation);
        Assert.Equal((first.Id, first.DocumentJson, second.Id), (earlier.Id, earlier.DocumentJson, earlier.ReplacedById));
        Assert.Equal([first.Id, second.Id], (await WaitingAsync<CallSummarized>()).Select(m => m.SummaryId));
        Assert.Equal((RerunOutcome.Done, (DateTimeOffset?)null), await OutcomeAsync(rerun));
    }

    [Theory]
    [InlineData(SummaryBackend.Extractive, null, RerunOutcome.Done)]
    [InlineData(SummaryBackend.Extractive, "test model", RerunOutcome.UnknownModel)]
    [InlineData(SummaryBackend.Llama, null, RerunOutcome.UnknownModel)] // The test's model is not in this process.
    [InlineData(SummaryBackend.OpenAICompatible, "test model", RerunOutcome.Done)]
    [InlineData(null, "TEST MODEL", RerunOutcome.Done)]
    [InlineData(null, "another", RerunOutcome.UnknownModel)]
    public async Task Summary_ByWhatWasAskedFor_OrNotAtAll(SummaryBackend? engine, string? model, RerunOutcome outcome)
    {
        var first = await SummarizedAsync();
        var rerun = await AskAsync(database => database.SummarizeAgain(Row(database), Leg.Caller, engine, model, _host.Time.GetUtcNow()));
        await _host.Get<SummaryReruns>().RunAsync(Assert.Single(await WaitingAsync<ResummarizeCall>()), Cancellation);

        Assert.Equal(outcome, (await OutcomeAsync(rerun)).Outcome);
        var now = Assert.Single(await _host.SummariesAsync(_call.Id));
        Assert.Equal(outcome != RerunOutcome.Done, now.Id == first.Id);
        Assert.Equal(engine == SummaryBackend.Extractive && outcome == RerunOutcome.Done ? SummaryEngine.Extractive : SummaryEngine.Llm, now.Engine);
    }

    [Fact]
    public async Task Summary_ModelThatFails_LeavesWhatIsThere()
    {
        var first = await SummarizedAsync();
        _failure = new LlamaEngineException("crashed");
        var rerun = await AskAsync(database => database.SummarizeAgain(Row(database), null, null, null, _host.Time.GetUtcNow()));
        await _host.Get<SummaryReruns>().RunAsync(Assert.Single(await WaitingAsync<ResummarizeCall>()), Cancellation);

        Assert.Equal(RerunOutcome.ModelFailed, (await OutcomeAsync(rerun)).Outcome);
        Assert.Equal(first.Id, Assert.Single(await _host.SummariesAsync(_call.Id)).Id);
    }

    [Fact]
    public async Task Summary_OfAnotherTenant_AnUnfinishedCall_OrARefusedOne_IsNotWritten()
    {
        var rerun = await AskAsync(database => database.SummarizeAgain(Row(database), null, null, null, _host.Time.GetUtcNow()));
        var command = Assert.Single(await WaitingAsync<ResummarizeCall>());
        await _host.Get<SummaryReruns>().RunAsync(command with { TenantId = "another" }, Cancellation);
        Assert.Null((await OutcomeAsync(rerun)).Outcome);
        await _host.Get<SummaryReruns>().RunAsync(command, Cancellation);
        Assert.Equal(RerunOutcome.NotSummarized, (await OutcomeAsync(rerun)).Outcome);

        await SummarizedAsync();
        await _host.ChangeAsync(_call.Id, call => call.Consent = ConsentState.Withdrawn);
        rerun = await AskAsync(database => database.SummarizeAgain(Row(database), null, null, null, _host.Time.GetUtcNow()));
        await _host.Get<SummaryReruns>().RunAsync((await WaitingAsync<ResummarizeCall>())[^1], Cancellation);
        Assert.Equal(RerunOutcome.Gone, (await OutcomeAsync(rerun)).Outcome);
    }

    [Fact]
    public async Task Transcript_WhenAllIsIn_ChangesWithTheSummary()
    {
        var first = await SummarizedAsync();
        var rerun = await TranscribeAgainAsync();
        var again = Again(rerun);
        foreach (var line in again.Append(again[0]).Reverse())
        {
            Assert.Equal("demo", (await UtterancesAsync())[0].Model);
            await _host.Get<TranscriptReruns>().AddAsync(line, Cancellation);
        }

        var command = Assert.Single(await WaitingAsync<ResummarizeCall>());
        Assert.Null(command.Model); // That one hears.
        await _host.Get<SummaryReruns>().RunAsync(command, Cancellation);

        Assert.Equal(RerunOutcome.Done, (await OutcomeAsync(rerun)).Outcome);
        var utterances = await UtterancesAsync();
        Assert.Equal(again.Count, utterances.Count);
        Assert.All(utterances, u => Assert.Equal("larger", u.Model));
        var summary = Assert.Single(await _host.SummariesAsync(_call.Id));
        Assert.NotEqual(first.Id, summary.Id);
        Assert.Contains("larger", summary.DocumentJson, StringComparison.Ordinal);
        await using var database = _host.Database();
        var earlier = JsonSerializer.Deserialize<List<Utterance>>((await database.EarlierTranscripts.SingleAsync(Cancellation)).UtterancesJson)!;
        Assert.Equal(_call.Utterances.Select(u => u.Text).Order(), earlier.Select(u => u.Text).Order());
        Assert.Equal(0, await database.RerunUtterances.CountAsync(Cancellation));
    }

    [Fact]
    public async Task Transcript_ModelThatFails_GetsAnExtractiveSummary_WhichIsWrittenAgainLater()
    {
        await SummarizedAsync();
        var rerun = await TranscribeAgainAsync();
        foreach (var line in Again(rerun))
        {
            await _host.Get<TranscriptReruns>().AddAsync(line, Cancellation);
        }

        _failure = new LlamaEngineException("crashed");
        await _host.Get<SummaryReruns>().RunAsync(Assert.Single(await WaitingAsync<ResummarizeCall>()), Cancellation);
        var summary = Assert.Single(await _host.SummariesAsync(_call.Id));
        Assert.Equal((SummaryEngine.Extractive, true), (summary.Engine, summary.RetryAt is not null));
        Assert.Equal(RerunOutcome.Done, (await OutcomeAsync(rerun)).Outcome);
    }

    [Theory]
    [InlineData(TranscriptDrop.EngineFailure, RerunOutcome.ModelFailed)]
    [InlineData(TranscriptDrop.UnreadableAudio, RerunOutcome.NoRecording)]
    public async Task Transcript_ThatWouldBeWorse_IsNotTaken(TranscriptDrop drop, RerunOutcome outcome)
    {
        await SummarizedAsync();
        var rerun = await TranscribeAgainAsync();
        var again = Again(rerun);
        await _host.Get<TranscriptReruns>().AddAsync(again[0], Cancellation);
        await _host.Get<TranscriptReruns>().AddAsync(again[1] with { Text = "", Drop = drop }, Cancellation);
        await _host.Get<TranscriptReruns>().AddAsync(again[2], Cancellation);

        Assert.Equal(outcome, (await OutcomeAsync(rerun)).Outcome);
        Assert.Equal("demo", (await UtterancesAsync())[0].Model);
        await using var database = _host.Database();
        Assert.Equal(0, await database.RerunUtterances.CountAsync(Cancellation));
    }

    [Fact]
    public async Task Transcript_WorkersThatCannot_EndTheCommand()
    {
        await SummarizedAsync();
        var rerun = await TranscribeAgainAsync();
        var failed = new RetranscriptionFailed { RequestId = rerun, CallId = _call.Id, TenantId = "another", Outcome = RerunOutcome.UnknownModel };
        await _host.Get<TranscriptReruns>().FailAsync(failed, Cancellation);
        Assert.Null((await OutcomeAsync(rerun)).Outcome);
        await _host.Get<TranscriptReruns>().FailAsync(failed with { TenantId = "acme" }, Cancellation);
        Assert.Equal(RerunOutcome.UnknownModel, (await OutcomeAsync(rerun)).Outcome);
    }

    [Fact]
    public async Task Sweep_LostMessages_AreSentAgainForWhatIsMissing_AndAfterADayNoMore()
    {
        await SummarizedAsync();
        var rerun = await TranscribeAgainAsync();
        var again = Again(rerun);
        await _host.Get<TranscriptReruns>().AddAsync(again[0], Cancellation);
        Assert.Equal(0, await _host.Get<UnfinishedCalls>().SweepAsync(everything: false, Cancellation));
        _host.Time.Advance(RerunCommands.NudgeAfter + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await _host.Get<UnfinishedCalls>().SweepAsync(everything: false, Cancellation));

        var commands = await WaitingAsync<RetranscribeCall>();
        Assert.Equal(2, commands.Count);
        Assert.Equal(again.Count - 1, commands[1].Utterances.Count);
        Assert.DoesNotContain(commands[1].Utterances, s => s.Leg == again[0].Leg && s.Sequence == again[0].Sequence);

        _host.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await _host.Get<UnfinishedCalls>().SweepAsync(everything: false, Cancellation));
        Assert.Equal((RerunOutcome.ModelFailed, (DateTimeOffset?)null), await OutcomeAsync(rerun));
    }

    private static Call Row(CallSummaryDbContext database) => database.Calls.AsNoTracking().Single();

    private async Task<Summary> SummarizedAsync()
    {
        await _host.Get<CallSummarizer>().SummarizeAsync(_call.Id, Cancellation);
        return Assert.Single(await _host.SummariesAsync(_call.Id));
    }

    private async Task<Guid> AskAsync(Func<CallSummaryDbContext, Rerun> ask)
    {
        _host.Time.Advance(TimeSpan.FromSeconds(1)); // Messages are in the order of their time.
        await using var database = _host.Database();
        var rerun = ask(database);
        await database.SaveChangesAsync(Cancellation);
        return rerun.Id;
    }

    private async Task<Guid> TranscribeAgainAsync()
    {
        await using var database = _host.Database();
        var rerun = await database.TranscribeAgainAsync(Row(database), "ggml-large", "ko", _host.Time.GetUtcNow(), Cancellation);
        await database.SaveChangesAsync(Cancellation);
        var command = Assert.Single(await WaitingAsync<RetranscribeCall>());
        Assert.Equal(_call.Utterances.Select(u => (u.Leg, u.Sequence, u.Offset)).Order(), command.Utterances.Select(s => (s.Leg, s.Sequence, s.Offset)).Order());
        return rerun.Id;
    }

    private List<UtteranceTranscribed> Again(Guid rerun) => [.. _call.Utterances.Select(u => u with { Model = "larger", RerunId = rerun })];

    private async Task<List<Utterance>> UtterancesAsync()
    {
        await using var database = _host.Database();
        return await database.Utterances.AsNoTracking().ToListAsync(Cancellation);
    }

    private async Task<(RerunOutcome? Outcome, DateTimeOffset? NudgeAt)> OutcomeAsync(Guid rerun)
    {
        await using var database = _host.Database();
        var row = await database.Reruns.AsNoTracking().SingleAsync(r => r.Id == rerun, Cancellation);
        Assert.Equal(row.Outcome is null, row.FinishedAt is null);
        return (row.Outcome, row.NudgeAt);
    }

    private async Task<List<T>> WaitingAsync<T>() => (await _host.WaitingAsync<T>()).ConvertAll(body => JsonSerializer.Deserialize<T>(body, JsonSerializerOptions.Web)!);
}

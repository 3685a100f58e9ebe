using System.Diagnostics;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Database;
using CallSummary.Summarization;
using CallSummary.Summarization.Live;
using CallSummary.Summarization.Summaries;
using CallSummary.Summarization.Transcripts;
using CallSummary.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CallSummary.Benchmarks.Summaries;

/// <summary>The summarization stage on a database of its own: the work of its consumers, without the bus.</summary>
internal sealed class SummaryStage : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    private SummaryStage(bool live)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["CallSummary:Storage:DataDirectory"] = _folder.Path,
            ["CallSummary:Summarization:Llama:ModelPath"] = BenchedModel.Path,
            ["CallSummary:Summarization:Llama:Threads"] = "1",
            ["CallSummary:Summarization:Llama:WarmTokens"] = live ? "8192" : "0",
        }).Build();
        _services = new ServiceCollection().AddLogging().AddStorage(configuration).AddSummarization(configuration).BuildServiceProvider();
        Live = live;
    }

    public bool Live { get; }

    public static async Task<SummaryStage> StartAsync(bool live)
    {
        var stage = new SummaryStage(live);
        await stage._services.GetServices<IHostedService>().OfType<DatabaseMigration>().Single().StartingAsync(CancellationToken.None);
        _ = stage.Get<SummaryEngineSource>().Models;
        return stage;
    }

    /// <summary>Lets a call run up to its last line; what can be done during the call is done then.</summary>
    public async Task RunCallAsync(LongCall call)
    {
        await using (var database = Database())
        {
            database.Add(call.Row);
            await database.SaveChangesAsync();
        }

        foreach (var line in call.Utterances.SkipLast(1))
        {
            await Get<CallProgress>().AddAsync(line, CancellationToken.None);
            if (Live)
            {
                await Get<LiveCalls>().ReadAsync(call.Id, CancellationToken.None);
            }
        }

        while (!Get<SummaryEngineSource>().Model!.InProcess!.IsIdle)
        {
            await Task.Delay(5);
        }
    }

    /// <summary>Ends the call, adds its last line and writes the summary.</summary>
    /// <returns>Seconds until it is stored, and what it says.</returns>
    public async Task<(double Seconds, Summary Summary)> HangUpAsync(LongCall call)
    {
        await using (var database = Database())
        {
            var row = await database.Calls.SingleAsync(c => c.Id == call.Id);
            row.State = CallState.Ended;
            row.EndedAt = row.StartedAt.AddSeconds(3 * call.Utterances.Count);
            row.CallerUtterances = call.Utterances.Count(u => u.Leg == Contracts.Leg.Caller);
            row.CalleeUtterances = call.Utterances.Count - row.CallerUtterances;
            row.TranscriptDeadline = DateTimeOffset.MaxValue;
            await database.SaveChangesAsync();
        }

        var start = Stopwatch.GetTimestamp();
        if (await Get<CallProgress>().AddAsync(call.Utterances[^1], CancellationToken.None) != ProgressOutcome.Transcribed)
        {
            throw new WorkGateException("The last line did not finish the transcript.");
        }

        await Get<CallSummarizer>().SummarizeAsync(call.Id, CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await using var stored = Database();
        var summary = await stored.Summaries.AsNoTracking().SingleAsync(s => s.CallId == call.Id);
        return summary.Engine == Contracts.SummaryEngine.Llm ? (seconds, summary) : throw new WorkGateException($"The model wrote nothing: {summary.DocumentJson}");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private CallSummaryDbContext Database() => Get<IDbContextFactory<CallSummaryDbContext>>().CreateDbContext();
}

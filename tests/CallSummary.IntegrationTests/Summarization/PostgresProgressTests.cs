using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Database;
using CallSummary.Summarization;
using CallSummary.Summarization.Summaries;
using CallSummary.Summarization.Transcripts;
using CallSummary.TestKit.Peers;
using MassTransit;
using MassTransit.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CallSummary.IntegrationTests.Summarization;

/// <summary>The races that SQLite cannot have: several processes write at once.</summary>
public sealed class PostgresProgressTests
{
    private const int PerLeg = 12;

    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task ThreeWorkers_EveryUtteranceTwiceAtOnce_FinishOneTranscriptAndStoreOneSummary()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var one = Worker(database);
        await using var two = Worker(database);
        await using var three = Worker(database);
        ServiceProvider[] workers = [one, two, three];
        await one.GetServices<IHostedService>().OfType<DatabaseMigration>().Single().StartingAsync(Cancellation);
        var call = Row();
        await using (var rows = Database(one))
        {
            rows.Add(call);
            await rows.SaveChangesAsync(Cancellation);
        }

        var messages = Enumerable.Range(0, PerLeg * 2).Select(i => Utterance(call.Id, i % 2 == 0 ? Leg.Caller : Leg.Callee, i / 2));
        var outcomes = await Task.WhenAll(messages.SelectMany((message, i) => new[] { workers[i % 3], workers[(i + 1) % 3] }
            .Select(worker => Task.Run(() => worker.GetRequiredService<CallProgress>().AddAsync(message, Cancellation)))));
        await Task.WhenAll(workers.Select(worker => worker.GetRequiredService<CallSummarizer>().SummarizeAsync(call.Id, Cancellation)));

        Assert.Single(outcomes, ProgressOutcome.Transcribed);
        await using var stored = Database(two);
        Assert.Equal(PerLeg * 2, await stored.Utterances.CountAsync(Cancellation));
        Assert.Equal(1, await stored.Summaries.CountAsync(Cancellation));
        Assert.Equal(CallState.Summarized, (await stored.Calls.SingleAsync(Cancellation)).State);
        Assert.Equal(
            [nameof(CallSummarized), nameof(CallTranscribed)],
            await stored.Outbox.Select(o => o.MessageType).OrderBy(type => type).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task TwoSweepers_OverdueCalls_MoveEachOnce()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var one = Worker(database);
        await using var two = Worker(database);
        await one.GetServices<IHostedService>().OfType<DatabaseMigration>().Single().StartingAsync(Cancellation);
        await using (var rows = Database(one))
        {
            rows.AddRange(Enumerable.Range(0, 30).Select(_ => Row(endedAgo: TimeSpan.FromMinutes(11))));
            await rows.SaveChangesAsync(Cancellation);
        }

        var moved = await Task.WhenAll(
            one.GetRequiredService<UnfinishedCalls>().SweepAsync(everything: false, Cancellation),
            two.GetRequiredService<UnfinishedCalls>().SweepAsync(everything: false, Cancellation));

        Assert.Equal(30, moved.Sum());
        await using var stored = Database(two);
        Assert.Equal(30, await stored.Outbox.CountAsync(Cancellation));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static CallSummaryDbContext Database(ServiceProvider worker) => worker.GetRequiredService<IDbContextFactory<CallSummaryDbContext>>().CreateDbContext();

    private static ServiceProvider Worker(PostgresDatabase database)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["CallSummary:Storage:Provider"] = "PostgreSQL",
            ["CallSummary:Storage:ConnectionString"] = database.ConnectionString,
            ["CallSummary:Summarization:Engine"] = "None",
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStorage(configuration);
        services.AddSummarization(configuration);
        services.AddMassTransitTestHarness(bus => bus.AddSummarizationConsumers());
        return services.BuildServiceProvider();
    }

    private static Call Row(TimeSpan endedAgo = default) => new()
    {
        Id = Guid.CreateVersion7(Start),
        TenantId = "acme",
        CallerNumber = "+821012345678",
        CalleeNumber = "+82212345678",
        CallerIsSubscriber = true,
        CalleeIsSubscriber = false,
        StartedAt = Start - endedAgo,
        TimeZone = "Asia/Seoul",
        State = CallState.Ended,
        Consent = ConsentState.Granted,
        EndedAt = Start - endedAgo,
        TranscriptDeadline = Start - endedAgo + TimeSpan.FromMinutes(10),
        CallerUtterances = PerLeg,
        CalleeUtterances = PerLeg,
        Version = Guid.CreateVersion7(Start),
    };

    private static UtteranceTranscribed Utterance(Guid callId, Leg leg, int sequence) => new()
    {
        CallId = callId,
        TenantId = "acme",
        Leg = leg,
        Sequence = sequence,
        Offset = TimeSpan.FromSeconds(sequence),
        Duration = TimeSpan.FromSeconds(1),
        Text = "네, 알겠습니다.",
        Language = "ko",
        Probability = 0.9,
        NoSpeechProbability = 0,
        Drop = TranscriptDrop.None,
        Segments = [],
        Model = "demo",
    };
}

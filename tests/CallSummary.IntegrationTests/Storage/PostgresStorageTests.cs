using CallSummary.Contracts;
using CallSummary.IntegrationTests.Hosting;
using CallSummary.Storage.Access;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Erasure;
using CallSummary.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Storage;

public sealed class PostgresStorageTests
{
    private static readonly Guid CallId = Guid.CreateVersion7(Messages.Now);

    [Fact]
    public async Task Hosts_StartingAtOnce_MigrateOnce()
    {
        await using var deployment = await Deployment.CreateAsync(atScale: true);

        var hosts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => BusHost.StartAsync(deployment, _ => { })));

        await using (var database = hosts[0].Database())
        {
            Assert.Equal(database.Database.GetMigrations(), await database.Database.GetAppliedMigrationsAsync(TestContext.Current.CancellationToken));
            Assert.True(database.Database.IsNpgsql());
        }

        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task Call_WrittenAndRead_KeepsTimesAndGuardsItsVersion()
    {
        await using var deployment = await Deployment.CreateAsync(atScale: true);
        await using var host = await BusHost.StartAsync(deployment, _ => { });
        await SaveCallAsync(host);

        await using var one = host.Database();
        await using var two = host.Database();
        var first = await one.Calls.SingleAsync(c => c.StartedAt <= Messages.Now, TestContext.Current.CancellationToken);
        var second = await two.Calls.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Messages.Now, first.StartedAt);
        Assert.Equal(TimeSpan.FromTicks(12_345_678), first.Duration);

        first.Version = Guid.CreateVersion7(Messages.Now);
        await one.SaveChangesAsync(TestContext.Current.CancellationToken);
        second.Version = Guid.CreateVersion7(Messages.Now);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => two.SaveChangesAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task EraseAsync_WhileAnotherWriterChangesTheCall_ErasesAndAnnouncesOnce()
    {
        await using var deployment = await Deployment.CreateAsync(atScale: true);
        var erased = new Received<CallErased>();
        await using var host = await BusHost.StartAsync(
            deployment, services => services.AddSingleton(erased), bus => bus.AddConsumer<ReceivedConsumer<CallErased>>());
        await SaveCallAsync(host);
        var eraser = host.Services.GetRequiredService<CallEraser>();

        var results = await Task.WhenAll(
            eraser.EraseAsync(CallId, TestContext.Current.CancellationToken),
            eraser.EraseAsync(CallId, TestContext.Current.CancellationToken));

        Assert.Equal([true, true], results);
        await using var database = host.Database();
        Assert.Equal(CallState.Erased, (await database.Calls.SingleAsync(TestContext.Current.CancellationToken)).State);
        Assert.Empty(database.Utterances);
        await Eventually.True(() => !erased.Messages.IsEmpty, "CallErased", TimeSpan.FromSeconds(30));
        await Eventually.True(
            async () =>
            {
                await using var outbox = host.Database();
                return !await outbox.Outbox.AnyAsync(TestContext.Current.CancellationToken);
            },
            "the outbox to be empty");
        Assert.Single(erased.Messages);
    }

    [Fact]
    public async Task ApiKeys_CreatedFoundRevoked_Work()
    {
        await using var deployment = await Deployment.CreateAsync(atScale: true);
        await using var host = await BusHost.StartAsync(deployment, _ => { });
        var keys = host.Services.GetRequiredService<ApiKeys>();

        var (row, key) = await keys.CreateAsync("acme", null, "support", TestContext.Current.CancellationToken);

        Assert.Equal(row.Id, (await keys.FindAsync(key, TestContext.Current.CancellationToken))!.Id);
        Assert.True(await keys.RevokeAsync(row.Id, "acme", TestContext.Current.CancellationToken));
        Assert.Null(await keys.FindAsync(key, TestContext.Current.CancellationToken));
    }

    private static async Task SaveCallAsync(BusHost host)
    {
        await using var database = host.Database();
        database.Add(new Call
        {
            Id = CallId,
            TenantId = "acme",
            CallerNumber = "+82212345678",
            CalleeNumber = "+821012345678",
            CallerIsSubscriber = false,
            CalleeIsSubscriber = true,
            StartedAt = Messages.Now,
            TimeZone = "Asia/Seoul",
            State = CallState.Ended,
            Consent = ConsentState.Granted,
            Duration = TimeSpan.FromTicks(12_345_678),
        });
        database.Add(new Utterance
        {
            CallId = CallId,
            Leg = Leg.Callee,
            Sequence = 0,
            Offset = TimeSpan.Zero,
            Duration = TimeSpan.FromSeconds(1),
            Text = "여보세요",
            Language = "ko",
            Probability = 1,
            NoSpeechProbability = 0,
            Drop = TranscriptDrop.None,
            SegmentsJson = "[]",
            Model = "demo",
        });
        await database.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}

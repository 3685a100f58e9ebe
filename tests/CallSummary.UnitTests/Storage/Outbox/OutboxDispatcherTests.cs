using CallSummary.Contracts;
using CallSummary.Storage.Outbox;
using CallSummary.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CallSummary.UnitTests.Storage.Outbox;

public sealed class OutboxDispatcherTests
{
    private static readonly Guid CallId = Guid.CreateVersion7(StoredRows.Now);
    private static readonly TimeSpan PastEveryBackoffAndLease = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task DispatchAsync_CommittedMessage_ArrivesAsWrittenUnderTheRowsId()
    {
        await using var host = await StorageHost.StartAsync();
        var id = await PublishAsync(host, StoredRows.Captured(CallId));

        await DispatchAsync(host);

        var (messageId, message) = Assert.Single(host.Bus.Confirmed);
        Assert.Equal(id, messageId);
        var captured = Assert.IsType<UtteranceCaptured>(message);
        Assert.Equal([1, 2, 3, 255], captured.Audio);
        Assert.Equal(TimeSpan.FromSeconds(1), captured.Duration);
        Assert.Equal(0, await CountAsync(host));
    }

    [Fact]
    public async Task DispatchAsync_BusFails_KeepsMessageAndPublishesItLater()
    {
        await using var host = await StorageHost.StartAsync();
        await PublishAsync(host, StoredRows.Ended(CallId));
        host.Bus.Failure = _ => new InvalidOperationException("no broker");

        await DispatchAsync(host);
        Assert.Equal(1, await CountAsync(host));
        Assert.Contains(host.Log.Lines, line => line.Level == LogLevel.Warning && line.Text.Contains("no broker", StringComparison.Ordinal));

        host.Bus.Failure = _ => null;
        await DispatchAsync(host);
        Assert.Empty(host.Bus.Confirmed); // It waits for its backoff.
        host.Time.Advance(PastEveryBackoffAndLease);
        await DispatchAsync(host);
        Assert.Single(host.Bus.Confirmed);
        Assert.Equal(0, await CountAsync(host));
    }

    [Fact]
    public async Task DispatchAsync_OneMessageFails_OthersLeave()
    {
        await using var host = await StorageHost.StartAsync();
        await PublishAsync(host, StoredRows.Captured(CallId));
        await PublishAsync(host, StoredRows.Ended(CallId));
        host.Bus.Failure = message => message is UtteranceCaptured ? new InvalidOperationException("poison") : null;

        await DispatchAsync(host);

        Assert.IsType<CallEnded>(Assert.Single(host.Bus.Confirmed).Message);
        Assert.Equal(1, await CountAsync(host));
    }

    [Fact]
    public async Task DispatchAsync_BusHangs_GivesUpAfterTheTimeoutAndKeepsMessage()
    {
        await using var host = await StorageHost.StartAsync();
        await PublishAsync(host, StoredRows.Ended(CallId));
        host.Bus.Hangs = true;

        var dispatching = DispatchAsync(host);
        await Eventually.True(
            () =>
            {
                host.Time.Advance(TimeSpan.FromSeconds(1));
                return dispatching.IsCompleted;
            },
            "the publish timeout");

        await dispatching;
        Assert.Equal(1, await CountAsync(host));
    }

    [Fact]
    public async Task TakeAsync_LeasedElsewhere_TakesNothingUntilTheLeaseRunsOut()
    {
        await using var host = await StorageHost.StartAsync();
        await PublishAsync(host, StoredRows.Ended(CallId));
        var leases = host.Get<OutboxLeases>();
        var now = host.Time.GetUtcNow();

        Assert.Single(await leases.TakeAsync(10, now, now.AddSeconds(60), TestContext.Current.CancellationToken));
        Assert.Empty(await leases.TakeAsync(10, now.AddSeconds(59), now.AddSeconds(90), TestContext.Current.CancellationToken));
        Assert.Single(await leases.TakeAsync(10, now.AddSeconds(61), now.AddSeconds(90), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TakeAsync_ManyRows_TakesTheOldestUpToTheCap()
    {
        await using var host = await StorageHost.StartAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await PublishAsync(host, StoredRows.Captured(CallId, i)));
            host.Time.Advance(TimeSpan.FromMilliseconds(5));
        }

        var taken = await host.Get<OutboxLeases>().TakeAsync(3, host.Time.GetUtcNow(), host.Time.GetUtcNow().AddSeconds(60), TestContext.Current.CancellationToken);

        Assert.Equal(ids.Take(3), taken.Select(row => row.Id));
    }

    [Fact]
    public async Task RunningDispatcher_UnknownType_StaysAndIsLoggedWithTheFix()
    {
        await using var host = await StorageHost.StartAsync();
        await host.SaveAsync(new OutboxMessage { Id = Guid.CreateVersion7(StoredRows.Now), MessageType = "CallTeleported", Body = "{}", CreatedAt = StoredRows.Now });
        var dispatcher = host.Hosted<OutboxDispatcher>();

        await dispatcher.StartedAsync(TestContext.Current.CancellationToken);
        await Eventually.True(
            () => host.Log.Lines.Any(line => line.Text.Contains("CallTeleported", StringComparison.Ordinal) && line.Text.Contains("run that version", StringComparison.Ordinal)),
            "the log line");
        await dispatcher.StoppingAsync(TestContext.Current.CancellationToken);

        Assert.Empty(host.Bus.Confirmed);
        Assert.Equal(1, await CountAsync(host));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunningDispatcher_CommitInThisProcess_PublishesWithoutWaitingForThePoll(bool inTransaction)
    {
        await using var host = await StorageHost.StartAsync();
        var dispatcher = host.Hosted<OutboxDispatcher>();
        await dispatcher.StartedAsync(TestContext.Current.CancellationToken);

        // The test's clock stands still: the poll never comes, only the signal can wake the dispatcher.
        for (var i = 1; i <= 3; i++)
        {
            await PublishAsync(host, StoredRows.Captured(CallId, i), inTransaction);
            await Eventually.True(() => host.Bus.Confirmed.Count == i, $"message {i}");
        }

        await dispatcher.StoppingAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task StoppingAsync_MessagesLeft_PublishesThem()
    {
        await using var host = await StorageHost.StartAsync();
        await host.Hosted<OutboxDispatcher>().StartedAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 250; i++)
        {
            await PublishAsync(host, StoredRows.Captured(CallId, i));
        }

        await host.Hosted<OutboxDispatcher>().StoppingAsync(TestContext.Current.CancellationToken);

        Assert.Equal(250, host.Bus.Confirmed.Count);
        Assert.Equal(0, await CountAsync(host));
    }

    [Fact]
    public async Task StoppingAsync_NeverStarted_LeavesThemForTheNextStart()
    {
        await using var host = await StorageHost.StartAsync();
        await PublishAsync(host, StoredRows.Captured(CallId, 1));

        await host.Hosted<OutboxDispatcher>().StoppingAsync(TestContext.Current.CancellationToken);

        Assert.Empty(host.Bus.Confirmed);
        Assert.Equal(1, await CountAsync(host));
    }

    [Fact]
    public async Task Publish_WithoutSave_PublishesNothing()
    {
        await using var host = await StorageHost.StartAsync();
        await using (var database = host.Database())
        {
            await using var transaction = await database.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            database.Publish(StoredRows.Ended(CallId), host.Time.GetUtcNow());
            await database.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await DispatchAsync(host);

        Assert.Empty(host.Bus.Confirmed);
    }

    private static async Task DispatchAsync(StorageHost host)
    {
        while (await host.Hosted<OutboxDispatcher>().DispatchAsync(TestContext.Current.CancellationToken))
        {
        }
    }

    private static async Task<Guid> PublishAsync<T>(StorageHost host, T message, bool inTransaction = false)
        where T : class
    {
        await using var database = host.Database();
        await using var transaction = inTransaction ? await database.Database.BeginTransactionAsync(TestContext.Current.CancellationToken) : null;
        database.Publish(message, host.Time.GetUtcNow());
        var id = database.ChangeTracker.Entries<OutboxMessage>().Single().Entity.Id;
        await database.SaveChangesAsync(TestContext.Current.CancellationToken);
        if (transaction is not null)
        {
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }

        return id;
    }

    private static async Task<int> CountAsync(StorageHost host)
    {
        await using var database = host.Database();
        return await database.Outbox.CountAsync(TestContext.Current.CancellationToken);
    }
}

using CallSummary.Storage.Calls;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.UnitTests.Storage.Database;

public sealed class SqliteConnectionsTests
{
    [Fact]
    public async Task Writers_AtOnce_AllCommit()
    {
        await using var host = await StorageHost.StartAsync();
        var id = Guid.CreateVersion7(StoredRows.Now);
        await host.SaveAsync(StoredRows.Call(id));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await using var database = host.Database();
                // Read, then write: the order in which a deferred transaction would fail with "database is locked".
                await using var transaction = await database.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
                await database.Calls.SingleAsync(c => c.Id == id, TestContext.Current.CancellationToken);
                database.Utterances.Add(StoredRows.Utterance(id, (writer * 100) + i));
                await database.SaveChangesAsync(TestContext.Current.CancellationToken);
                await transaction.CommitAsync(TestContext.Current.CancellationToken);
            }
        })));

        await using var result = host.Database();
        Assert.Equal(160, await result.Utterances.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Connection_Opened_HasWalAndForeignKeys()
    {
        await using var host = await StorageHost.StartAsync();
        await using var database = host.Database();

        var journal = await database.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync(TestContext.Current.CancellationToken);

        Assert.Equal("wal", journal);
        await Assert.ThrowsAsync<DbUpdateException>(() => host.SaveAsync(StoredRows.Utterance(Guid.CreateVersion7(StoredRows.Now))));
    }

    [Fact]
    public async Task Rows_WrittenAndRead_KeepTimesExactly()
    {
        await using var host = await StorageHost.StartAsync();
        var call = StoredRows.Call(Guid.CreateVersion7(StoredRows.Now), CallState.InProgress);
        await host.SaveAsync(call, StoredRows.Utterance(call.Id));

        await using var database = host.Database();

        Assert.Equal(StoredRows.Now, (await database.Calls.SingleAsync(c => c.StartedAt <= StoredRows.Now, TestContext.Current.CancellationToken)).StartedAt);
        Assert.Equal(TimeSpan.FromTicks(12_345_678), (await database.Utterances.SingleAsync(TestContext.Current.CancellationToken)).Duration);
    }
}

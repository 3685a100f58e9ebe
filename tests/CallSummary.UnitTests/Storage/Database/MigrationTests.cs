using CallSummary.Storage;
using CallSummary.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CallSummary.UnitTests.Storage.Database;

public sealed class MigrationTests
{
    [Fact]
    public void Sqlite_Model_HasNoChangeWithoutMigration()
    {
        using var database = new SqliteDesignTimeFactory().CreateDbContext([]);
        Assert.False(database.Database.HasPendingModelChanges(), "Add a migration: see src/CallSummary.Storage/Migrations/README.md");
    }

    [Fact]
    public void Postgres_Model_HasNoChangeWithoutMigration()
    {
        using var database = new PostgresDesignTimeFactory().CreateDbContext([]);
        Assert.False(database.Database.HasPendingModelChanges(), "Add a migration: see src/CallSummary.Storage/Migrations/README.md");
    }

    [Fact]
    public async Task StartingAsync_LockLeftByKilledProcess_MigratesAllTheSame()
    {
        await using var host = await StorageHost.StartAsync();
        await using (var database = host.Database())
        {
            await database.GetService<IMigrator>().MigrateAsync("0", TestContext.Current.CancellationToken);
            await database.Database.ExecuteSqlRawAsync(
                """
                CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-24');
                """,
                TestContext.Current.CancellationToken);
        }

        await host.Hosted<DatabaseMigration>().StartingAsync(TestContext.Current.CancellationToken);

        await using var migrated = host.Database();
        Assert.Equal(0, await migrated.Calls.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task StartingAsync_ManyAtOnce_MigrateOnce()
    {
        await using var host = await StorageHost.StartAsync();
        var migration = host.Hosted<DatabaseMigration>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => migration.StartingAsync(TestContext.Current.CancellationToken)));

        await using var database = host.Database();
        Assert.Equal(database.Database.GetMigrations(), await database.Database.GetAppliedMigrationsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task StartingAsync_FolderCannotBeMade_NamesFolderAndSetting()
    {
        await using var host = await StorageHost.StartAsync();
        var file = Path.Combine(host.Folder, "in-the-way");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var options = Microsoft.Extensions.Options.Options.Create(new StorageOptions { DataDirectory = Path.Combine(file, "data") });
        var contexts = new ContextFactory<SqliteCallSummaryDbContext>(new SqliteAt(options.Value));

        var failure = await Assert.ThrowsAsync<IOException>(() =>
            new DatabaseMigration(contexts, options, Microsoft.Extensions.Logging.Abstractions.NullLogger<DatabaseMigration>.Instance)
                .StartingAsync(TestContext.Current.CancellationToken));

        Assert.Contains(options.Value.DataDirectory, failure.Message, StringComparison.Ordinal);
        Assert.Contains("CallSummary:Storage:DataDirectory", failure.Message, StringComparison.Ordinal);
    }

    private sealed class SqliteAt(StorageOptions options) : IDbContextFactory<SqliteCallSummaryDbContext>
    {
        public SqliteCallSummaryDbContext CreateDbContext() =>
            new(new DbContextOptionsBuilder<SqliteCallSummaryDbContext>().UseSqlite(SqliteConnections.ConnectionString(options)).Options);
    }
}

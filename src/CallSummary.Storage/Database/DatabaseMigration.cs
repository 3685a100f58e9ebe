using CallSummary.Storage.Search;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Storage.Database;

/// <summary>Brings the database to this version's model before anything else starts. Any number of hosts may start at once.</summary>
internal sealed class DatabaseMigration(
    IDbContextFactory<CallSummaryDbContext> contexts,
    IOptions<StorageOptions> options,
    ILogger<DatabaseMigration> logger) : IHostedLifecycleService
{
    private const long MigrationLock = 0x43616C6C53756D; // "CallSum"
    private static readonly TimeSpan LongestMigration = TimeSpan.FromMinutes(10);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        if (options.Value.Provider == StorageProvider.PostgreSQL)
        {
            await MigratePostgresAsync(database, cancellationToken);
            return;
        }

        var file = new SqliteConnectionStringBuilder(database.Database.GetConnectionString()).DataSource;
        CreateFolderOf(file);
        await using var migrating = await FileLock.AcquireAsync(file + ".migrating", cancellationToken);

        // On SQLite EF Core's lock is a row, which a killed process leaves behind for ever. We hold the file lock, so it can only be such a row.
        await database.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await MigrateAsync(database, cancellationToken);
        await CallSearch.PrepareSqliteAsync(database, cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void CreateFolderOf(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"The database's folder '{folder}' cannot be made: {exception.Message} Make it writable, or set {StorageOptions.Section}:DataDirectory to another folder.",
                exception);
        }
    }

    // EF Core's own lock lasts for one migration's transaction: of two hosts that both found two pending, each would apply the second one. This lock is
    // the connection's, and goes with it when the host is killed.
    private async Task MigratePostgresAsync(CallSummaryDbContext database, CancellationToken cancellationToken)
    {
        if (!await database.Database.CanConnectAsync(cancellationToken))
        {
            await MigrateAsync(database, cancellationToken); // It makes the database, or says why it cannot be reached.
            return;
        }

        database.Database.SetCommandTimeout(LongestMigration);
        await database.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellationToken);
            await MigrateAsync(database, cancellationToken);
            await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})", CancellationToken.None);
        }
        finally
        {
            // What is not unlocked, after a failure, is when the pool resets the connection.
            await database.Database.CloseConnectionAsync();
        }
    }

    private async Task MigrateAsync(CallSummaryDbContext database, CancellationToken cancellationToken)
    {
        var pending = (await database.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count == 0)
        {
            return;
        }

        logger.Migrating(pending.Count, pending[^1]);
        await database.Database.MigrateAsync(cancellationToken);
    }
}

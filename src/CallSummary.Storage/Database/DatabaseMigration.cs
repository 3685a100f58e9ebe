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
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        if (options.Value.Provider == StorageProvider.PostgreSQL)
        {
            // EF Core holds an advisory lock meanwhile; a killed host's lock goes with its connection.
            await MigrateAsync(database, cancellationToken);
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

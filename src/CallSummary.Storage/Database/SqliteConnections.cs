using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CallSummary.Storage.Database;

/// <summary>Makes every SQLite connection fit for many readers and one writer at a time within the process.</summary>
internal sealed class SqliteConnections : DbConnectionInterceptor
{
    // WAL: readers never wait for the writer. busy_timeout: writers wait for each other inside SQLite instead of failing;
    // transactions start IMMEDIATE (Microsoft.Data.Sqlite's default), so that none fails when it turns from reading to writing.
    private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 15000; PRAGMA foreign_keys = ON;";

    public static readonly SqliteConnections Instance = new();

    private SqliteConnections()
    {
    }

    public static string ConnectionString(StorageOptions options) => string.IsNullOrWhiteSpace(options.ConnectionString)
        ? new SqliteConnectionStringBuilder { DataSource = options.DatabaseFile }.ToString()
        : options.ConnectionString;

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    // SQLite has no asynchronous I/O underneath: the synchronous path is the honest one.
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}

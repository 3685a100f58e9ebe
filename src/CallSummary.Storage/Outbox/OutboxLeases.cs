using Microsoft.EntityFrameworkCore;

namespace CallSummary.Storage.Outbox;

/// <summary>Takes messages for one dispatcher at a time. A lease that runs out (its holder died) frees the message again.</summary>
internal sealed class OutboxLeases(IDbContextFactory<CallSummaryDbContext> contexts)
{
    // Only types that this version knows are taken: the others wait, unleased, for a process of the version that wrote them.
    private static readonly string Known = string.Join(", ", OutboxSerializer.KnownTypes.Select(name => $"'{name}'"));

    private static readonly string Due = $"""
        SELECT "Id" FROM "Outbox"
        WHERE ("LeasedUntil" IS NULL OR "LeasedUntil" < @now) AND "MessageType" IN ({Known})
        ORDER BY "Id" LIMIT @count
        """;

    private static readonly string TakeOnSqlite = $"""UPDATE "Outbox" SET "LeasedUntil" = @until WHERE "Id" IN ({Due}) RETURNING *""";

    private static readonly string TakeOnPostgres = $"""UPDATE "Outbox" SET "LeasedUntil" = @until WHERE "Id" IN ({Due} FOR UPDATE SKIP LOCKED) RETURNING *""";

    /// <summary>Leases up to <paramref name="count"/> due messages, oldest first.</summary>
    public async Task<List<OutboxMessage>> TakeAsync(int count, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var taken = database.Database.IsNpgsql()
            ? database.Outbox.FromSqlRaw(
                TakeOnPostgres,
                new Npgsql.NpgsqlParameter("now", now.ToUniversalTime()),
                new Npgsql.NpgsqlParameter("until", until.ToUniversalTime()),
                new Npgsql.NpgsqlParameter("count", count))
            : database.Outbox.FromSqlRaw(
                TakeOnSqlite,
                new Microsoft.Data.Sqlite.SqliteParameter("now", now.UtcTicks),
                new Microsoft.Data.Sqlite.SqliteParameter("until", until.UtcTicks),
                new Microsoft.Data.Sqlite.SqliteParameter("count", count));
        var rows = await taken.AsNoTracking().ToListAsync(cancellationToken);
        rows.Sort((a, b) => a.Id.CompareTo(b.Id));
        return rows;
    }

    /// <summary>Removes published messages.</summary>
    public async Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Outbox.Where(o => ids.Contains(o.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Keeps a message that could not be published until <paramref name="retryAt"/>.</summary>
    public async Task PostponeAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset retryAt, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Outbox.Where(o => ids.Contains(o.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(o => o.LeasedUntil, retryAt).SetProperty(o => o.Attempts, o => o.Attempts + 1), cancellationToken);
    }

    /// <summary>Messages that this version cannot publish, by type.</summary>
    public async Task<Dictionary<string, int>> CountUnknownAsync(CancellationToken cancellationToken)
    {
        var known = OutboxSerializer.KnownTypes;
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Outbox
            .Where(o => !known.Contains(o.MessageType))
            .GroupBy(o => o.MessageType)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
    }
}

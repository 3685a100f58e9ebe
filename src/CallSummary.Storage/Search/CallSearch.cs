using Microsoft.EntityFrameworkCore;

namespace CallSummary.Storage.Search;

/// <summary>Narrows index entries to those that hold every word of a search, by the trigram index of the database in use.</summary>
public static class CallSearch
{
    private const string SqliteIndex = """
        CREATE VIRTUAL TABLE IF NOT EXISTS "CallIndexText" USING fts5("Text", content='CallIndex', content_rowid='Id', tokenize='trigram');
        CREATE TRIGGER IF NOT EXISTS "CallIndexTextInsert" AFTER INSERT ON "CallIndex" BEGIN
          INSERT INTO "CallIndexText"(rowid, "Text") VALUES (new."Id", new."Text");
        END;
        CREATE TRIGGER IF NOT EXISTS "CallIndexTextDelete" AFTER DELETE ON "CallIndex" BEGIN
          INSERT INTO "CallIndexText"("CallIndexText", rowid, "Text") VALUES ('delete', old."Id", old."Text");
        END;
        CREATE TRIGGER IF NOT EXISTS "CallIndexTextUpdate" AFTER UPDATE OF "Text" ON "CallIndex" BEGIN
          INSERT INTO "CallIndexText"("CallIndexText", rowid, "Text") VALUES ('delete', old."Id", old."Text");
          INSERT INTO "CallIndexText"(rowid, "Text") VALUES (new."Id", new."Text");
        END;
        """;

    /// <summary>
    /// The entries that may hold every word: those that the trigram index gives. Compose the reader's scope onto it, it has none of its own,
    /// and ask <see cref="Unsure"/> which words are still to be looked for.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="words">Folded words (<see cref="SearchText.Words"/>).</param>
    public static IQueryable<CallIndexEntry> Candidates(CallSummaryDbContext database, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(words);
        var indexed = words.Where(IsIndexed).ToList();
        var entries = indexed.Count == 0 ? database.CallIndex : database is SqliteCallSummaryDbContext
            ? database.CallIndex.FromSql($"""SELECT * FROM "CallIndex" WHERE "Id" IN (SELECT rowid FROM "CallIndexText" WHERE "CallIndexText" MATCH {Match(indexed)})""")
            : database.CallIndex.FromSql($"""SELECT * FROM "CallIndex" WHERE "Grams" @> {indexed.SelectMany(SearchText.Grams).Distinct().ToArray()}""");
        return entries.AsNoTracking();
    }

    /// <summary>
    /// The words that the index has not settled: short ones, and on PostgreSQL all, because grams are there but may not follow each other. Look
    /// for them (<see cref="Holding"/>) in the candidates that are wanted: to read the text of all would cost more than the search.
    /// </summary>
    public static IReadOnlyList<string> Unsure(CallSummaryDbContext database, IReadOnlyList<string> words) =>
        database is SqliteCallSummaryDbContext ? [.. words.Where(word => !IsIndexed(word))] : words;

    /// <summary>Those of the entries whose text holds every word.</summary>
    public static IQueryable<CallIndexEntry> Holding(IQueryable<CallIndexEntry> entries, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return words.Aggregate(entries, (found, word) => found.Where(entry => entry.Text.Contains(word)));
    }

    /// <summary>Makes SQLite's full-text table and the triggers that keep it: EF Core's model has no word for them.</summary>
    internal static Task PrepareSqliteAsync(CallSummaryDbContext database, CancellationToken cancellationToken) =>
        database.Database.ExecuteSqlRawAsync(SqliteIndex, cancellationToken);

    private static bool IsIndexed(string word) => word.Length >= SearchText.GramLength;

    // Words hold letters and digits only, so a quoted one is a phrase of grams and cannot be syntax.
    private static string Match(IEnumerable<string> words) => string.Join(" AND ", words.Select(word => $"\"{word}\""));
}

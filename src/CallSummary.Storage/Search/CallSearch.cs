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

    /// <summary>The entries that hold every word. Compose the reader's scope onto it: it has none of its own.</summary>
    /// <param name="database">The database.</param>
    /// <param name="words">Folded words (<see cref="SearchText.Words"/>).</param>
    public static IQueryable<CallIndexEntry> Find(CallSummaryDbContext database, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(words);
        var indexed = words.Where(word => word.Length >= SearchText.GramLength).ToList();
        var entries = indexed.Count == 0 ? database.CallIndex : database is SqliteCallSummaryDbContext
            ? database.CallIndex.FromSql($"""SELECT * FROM "CallIndex" WHERE "Id" IN (SELECT rowid FROM "CallIndexText" WHERE "CallIndexText" MATCH {Match(indexed)})""")
            : database.CallIndex.FromSql($"""SELECT * FROM "CallIndex" WHERE "Grams" @> {indexed.SelectMany(SearchText.Grams).Distinct().ToArray()}""");

        // SQLite's phrase of grams is the word itself; PostgreSQL knows that the grams are there, not that they follow each other.
        var unsure = database is SqliteCallSummaryDbContext ? words.Except(indexed) : words;
        return unsure.Aggregate(entries.AsNoTracking(), (found, word) => found.Where(entry => entry.Text.Contains(word)));
    }

    /// <summary>Makes SQLite's full-text table and the triggers that keep it: EF Core's model has no word for them.</summary>
    internal static Task PrepareSqliteAsync(CallSummaryDbContext database, CancellationToken cancellationToken) =>
        database.Database.ExecuteSqlRawAsync(SqliteIndex, cancellationToken);

    // Words hold letters and digits only, so a quoted one is a phrase of grams and cannot be syntax.
    private static string Match(IEnumerable<string> words) => string.Join(" AND ", words.Select(word => $"\"{word}\""));
}

namespace CallSummary.Storage;

/// <summary>The database's kind.</summary>
public enum StorageProvider
{
    /// <summary>A file, for one process: the embedded default.</summary>
    Sqlite = 0,

    /// <summary>A server, for any number of processes.</summary>
    PostgreSQL = 1,
}

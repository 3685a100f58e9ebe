using System.ComponentModel.DataAnnotations;

namespace CallSummary.Storage;

/// <summary>Where calls and recordings are kept. Section <c>CallSummary:Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "CallSummary:Storage";

    /// <summary>The database's kind; default SQLite.</summary>
    [EnumDataType(typeof(StorageProvider), ErrorMessage = Section + ":Provider must be Sqlite or PostgreSQL.")]
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>
    /// How to reach the database. Required for PostgreSQL; for SQLite the default is the file <c>callsummary.db</c> in <see cref="DataDirectory"/>.
    /// It may hold a password: give it by environment variable, not in a file.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>Folder of everything that is kept; default <c>callsummary</c> in the user's local application data (Linux: <c>~/.local/share</c>).</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = Section + ":DataDirectory must name a folder, or be left out.")]
    public string DataDirectory { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "callsummary");

    /// <summary>Folder of the recordings; default <c>recordings</c> in <see cref="DataDirectory"/>. Every host must see the same one.</summary>
    public string? RecordingsDirectory { get; set; }

    /// <summary>
    /// File of the keys that encrypt the recordings (AES-256-GCM): a key a line, 32 random bytes in base64 (<c>openssl rand -base64 32</c>). The first
    /// encrypts new recordings, every one decrypts: put a new key on top, and leave the old ones there until retention has erased what they encrypted.
    /// Every host that sees the recordings needs the file, and every gateway and portal: trunks' passwords in the database are encrypted under a key
    /// derived from it (one under a key that is gone is typed again). Default: none, both are kept as they came.
    /// </summary>
    public string? RecordingKeysFile { get; set; }

    /// <summary>How often the outbox is looked at for messages that another process or an earlier run left; default 1 s, from 50 ms to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00", ErrorMessage = Section + ":OutboxPollInterval must be between 00:00:00.050 and 00:01:00.")]
    public TimeSpan OutboxPollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest time a message may take to be confirmed by the bus before it is tried again; default 15 s, from 1 s to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = Section + ":OutboxPublishTimeout must be between 00:00:01 and 00:05:00.")]
    public TimeSpan OutboxPublishTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Most messages published at a time; default 100, from 1 to 1,000.</summary>
    [Range(1, 1000, ErrorMessage = Section + ":OutboxBatchSize must be between 1 and 1000.")]
    public int OutboxBatchSize { get; set; } = 100;

    internal string RecordingsPath => Path.GetFullPath(RecordingsDirectory ?? Path.Combine(DataDirectory, "recordings"));

    internal string DatabaseFile => Path.GetFullPath(Path.Combine(DataDirectory, "callsummary.db"));
}

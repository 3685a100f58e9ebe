using CallSummary.Storage.Recordings.Encryption;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CallSummary.Storage;

/// <summary>Checks what attributes cannot: that the connection string fits the provider, and that the recording keys can be read.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    private const string Setting = StorageOptions.Section + ":ConnectionString";

    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        if (options is { Provider: StorageProvider.PostgreSQL } && string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return ValidateOptionsResult.Fail(
                $"{Setting} is missing: PostgreSQL needs one, for example \"Host=db;Database=callsummary;Username=callsummary;Password=...\".");
        }

        try
        {
            _ = options switch
            {
                { ConnectionString: null or "" } => null,
                { Provider: StorageProvider.PostgreSQL } => new NpgsqlConnectionStringBuilder(options.ConnectionString).Host,
                _ => new SqliteConnectionStringBuilder(options.ConnectionString).DataSource,
            };
            _ = RecordingKeys.Load(options.RecordingKeysFile);
            return ValidateOptionsResult.Success;
        }
        catch (InvalidDataException exception)
        {
            return ValidateOptionsResult.Fail(exception.Message);
        }
        catch (ArgumentException exception)
        {
            // The driver's message names the keyword, never the value: no password in it.
            return ValidateOptionsResult.Fail($"{Setting} is not one for {options.Provider}: {exception.Message}");
        }
    }
}

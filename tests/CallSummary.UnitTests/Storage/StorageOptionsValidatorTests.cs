using CallSummary.Storage;

namespace CallSummary.UnitTests.Storage;

public sealed class StorageOptionsValidatorTests
{
    private readonly StorageOptionsValidator _validator = new();

    [Theory]
    [InlineData(StorageProvider.Sqlite, null)]
    [InlineData(StorageProvider.Sqlite, "Data Source=/var/lib/callsummary/calls.db")]
    [InlineData(StorageProvider.PostgreSQL, "Host=db;Database=callsummary;Username=u;Password=p")]
    public void Validate_FittingConnectionString_Succeeds(StorageProvider provider, string? connection) =>
        Assert.True(_validator.Validate(null, new StorageOptions { Provider = provider, ConnectionString = connection }).Succeeded);

    [Theory]
    [InlineData(StorageProvider.PostgreSQL, null)]
    [InlineData(StorageProvider.PostgreSQL, "Data Source=file.db;Foreign Keys=True")]
    [InlineData(StorageProvider.Sqlite, "Host=db;Database=callsummary")]
    [InlineData(StorageProvider.Sqlite, "nonsense")]
    public void Validate_UnfittingConnectionString_NamesTheSetting(StorageProvider provider, string? connection)
    {
        var result = _validator.Validate(null, new StorageOptions { Provider = provider, ConnectionString = connection });

        Assert.Contains("CallSummary:Storage:ConnectionString", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_AreBelowTheUsersData()
    {
        var options = new StorageOptions();

        Assert.StartsWith(Path.GetFullPath(options.DataDirectory), options.RecordingsPath, StringComparison.Ordinal);
        Assert.StartsWith(Path.GetFullPath(options.DataDirectory), options.DatabaseFile, StringComparison.Ordinal);
        Assert.EndsWith("callsummary", options.DataDirectory, StringComparison.Ordinal);
    }
}

using CallSummary.TestKit;
using CallSummary.TestKit.Peers;

namespace CallSummary.IntegrationTests.Hosting;

/// <summary>What a host runs on: the embedded default, or RabbitMQ and PostgreSQL. Fresh for each test.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private RabbitVirtualHost? _broker;
    private PostgresDatabase? _database;

    private Deployment(bool atScale) => AtScale = atScale;

    public bool AtScale { get; }

    public RabbitVirtualHost Broker => _broker!;

    public string Folder => _folder.Path;

    public Dictionary<string, string?> Settings { get; } = new() { ["Urls"] = "http://127.0.0.1:0" };

    public static async Task<Deployment> CreateAsync(bool atScale)
    {
        if (atScale)
        {
            // Where a test is skipped for want of a server, nothing has been made yet.
            Prerequisites.Postgres();
            Prerequisites.RabbitMq();
        }

        var deployment = new Deployment(atScale);
        deployment.Settings["CallSummary:Storage:DataDirectory"] = deployment.Folder;
        if (atScale)
        {
            deployment._database = await PostgresDatabase.CreateAsync();
            deployment._broker = await RabbitVirtualHost.CreateAsync();
            deployment.Settings["CallSummary:Storage:Provider"] = "PostgreSQL";
            deployment.Settings["CallSummary:Storage:ConnectionString"] = deployment._database.ConnectionString;
            foreach (var (key, value) in deployment._broker.Settings)
            {
                deployment.Settings[key] = value;
            }
        }

        return deployment;
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}

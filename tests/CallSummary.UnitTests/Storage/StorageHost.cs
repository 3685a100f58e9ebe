using CallSummary.Storage;
using CallSummary.Storage.Database;
using CallSummary.TestKit;
using MassTransit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Storage;

/// <summary>Storage on a SQLite file of its own, migrated, with a clock, a bus and a log that the test holds.</summary>
internal sealed class StorageHost : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly IBusControl _bus;
    private readonly ServiceProvider _services;

    private StorageHost(IBusControl bus, RecordingBus watch)
    {
        _bus = bus;
        Bus = watch;
        var services = new ServiceCollection();
        services.AddLogging(log => log.AddProvider(Log));
        services.AddMetrics();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IBus>(bus);
        services.AddStorage(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [StorageOptions.Section + ":DataDirectory"] = _folder.Path })
            .Build());
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.FromHours(9)));

    public RecordingBus Bus { get; }

    public LogLines Log { get; } = new();

    public string Folder => _folder.Path;

    public static async Task<StorageHost> StartAsync()
    {
        var (bus, watch) = await RecordingBus.StartAsync();
        var host = new StorageHost(bus, watch);
        await host.Hosted<DatabaseMigration>().StartingAsync(TestContext.Current.CancellationToken);
        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public T Hosted<T>() => _services.GetServices<IHostedService>().OfType<T>().Single();

    public CallSummaryDbContext Database() => Get<IDbContextFactory<CallSummaryDbContext>>().CreateDbContext();

    public async Task SaveAsync(params object[] rows)
    {
        await using var database = Database();
        database.AddRange(rows);
        await database.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _bus.StopAsync(TestContext.Current.CancellationToken);
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}

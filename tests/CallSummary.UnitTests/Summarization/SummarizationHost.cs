using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Database;
using CallSummary.Summarization;
using CallSummary.Summarization.Summaries;
using CallSummary.TestKit;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Microsoft.SemanticKernel.ChatCompletion;

namespace CallSummary.UnitTests.Summarization;

/// <summary>The stage on a migrated SQLite file of its own and an in-memory bus, with the test's clock and the test's model.</summary>
internal sealed class SummarizationHost : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _started = [];

    private SummarizationHost(IChatClient? model, bool alone)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["CallSummary:Storage:DataDirectory"] = _folder.Path,
            ["CallSummary:Summarization:Engine"] = "None",
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddStorage(configuration);
        services.AddSummarization(configuration);
        if (model is not null)
        {
            services.AddSingleton(new SummaryEngineSource(() => new SummaryModel(model.AsChatCompletionService(), "test model", alone, 512, 2000)));
        }

        services.AddMassTransitTestHarness(bus => bus.AddSummarizationConsumers());
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public FakeTimeProvider Time { get; } = new(SampleCall.EndedAt.AddSeconds(1));

    public ITestHarness Bus => _services.GetRequiredService<ITestHarness>();

    /// <summary>A database and the stage's services; no bus, no sweeper.</summary>
    public static async Task<SummarizationHost> CreateAsync(IChatClient? model = null, bool takesTranscriptAlone = true)
    {
        var host = new SummarizationHost(model, takesTranscriptAlone);
        await host._services.GetServices<IHostedService>().OfType<DatabaseMigration>().Single().StartingAsync(Cancellation);
        return host;
    }

    /// <summary>Starts everything that a host starts: bus, outbox, sweeper.</summary>
    public async Task StartAsync()
    {
        var services = _services.GetServices<IHostedService>().Where(service => service is not DatabaseMigration).ToList();
        foreach (var service in services.OfType<IHostedLifecycleService>())
        {
            await service.StartingAsync(Cancellation);
        }

        foreach (var service in services)
        {
            await service.StartAsync(Cancellation);
            _started.Add(service);
        }

        foreach (var service in services.OfType<IHostedLifecycleService>())
        {
            await service.StartedAsync(Cancellation);
        }
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public CallSummaryDbContext Database() => Get<IDbContextFactory<CallSummaryDbContext>>().CreateDbContext();

    public async Task SaveAsync(params object[] rows)
    {
        await using var database = Database();
        database.AddRange(rows);
        await database.SaveChangesAsync(Cancellation);
    }

    public async Task<Call> CallAsync(Guid id)
    {
        await using var database = Database();
        return await database.Calls.AsNoTracking().SingleAsync(c => c.Id == id, Cancellation);
    }

    public async Task ChangeAsync(Guid id, Action<Call> change)
    {
        await using var database = Database();
        change(await database.Calls.SingleAsync(c => c.Id == id, Cancellation));
        await database.SaveChangesAsync(Cancellation);
    }

    public async Task<List<Summary>> SummariesAsync(Guid callId)
    {
        await using var database = Database();
        return await database.Summaries.AsNoTracking().Where(s => s.CallId == callId).OrderBy(s => s.SubscriberLeg).ToListAsync(Cancellation);
    }

    /// <summary>Bodies of the messages of one type that wait for the bus.</summary>
    public async Task<List<string>> WaitingAsync<T>()
    {
        await using var database = Database();
        return await database.Outbox.Where(o => o.MessageType == typeof(T).Name).OrderBy(o => o.Id).Select(o => o.Body).ToListAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _started.OfType<IHostedLifecycleService>())
        {
            await service.StoppingAsync(CancellationToken.None);
        }

        foreach (var service in Enumerable.Reverse(_started))
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}

using CallSummary.Contracts;
using CallSummary.Storage.Access;
using CallSummary.Storage.Administration;
using CallSummary.Storage.Database;
using CallSummary.Storage.Erasure;
using CallSummary.Storage.Outbox;
using CallSummary.Storage.Recordings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CallSummary.Storage;

/// <summary>Registers storage in a host.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>
    /// Adds the database (scoped <see cref="CallSummaryDbContext"/> and a singleton factory of it), its migrations at start, the outbox
    /// dispatcher (needs the host's message bus), the recordings, <see cref="CallEraser"/> and <see cref="Access.ApiKeys"/>.
    /// Call it before the stages: what is added first starts first and stops last.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRecordings(configuration);
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxSignalInterceptor>();
        services.AddSingleton<OutboxMetrics>();
        services.AddSingleton<OutboxLeases>();

        services.AddPooledDbContextFactory<SqliteCallSummaryDbContext>((provider, database) => database
            .UseSqlite(SqliteConnections.ConnectionString(provider.GetRequiredService<IOptions<StorageOptions>>().Value))
            .AddInterceptors(SqliteConnections.Instance, provider.GetRequiredService<OutboxSignalInterceptor>()));
        services.AddPooledDbContextFactory<PostgresCallSummaryDbContext>((provider, database) => database
            .UseNpgsql(provider.GetRequiredService<IOptions<StorageOptions>>().Value.ConnectionString)
            .AddInterceptors(provider.GetRequiredService<OutboxSignalInterceptor>()));

        services.AddSingleton<IDbContextFactory<CallSummaryDbContext>>(provider =>
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.Provider == StorageProvider.PostgreSQL
                ? new ContextFactory<PostgresCallSummaryDbContext>(provider.GetRequiredService<IDbContextFactory<PostgresCallSummaryDbContext>>())
                : new ContextFactory<SqliteCallSummaryDbContext>(provider.GetRequiredService<IDbContextFactory<SqliteCallSummaryDbContext>>()));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<CallSummaryDbContext>>().CreateDbContext());

        services.AddSingleton<ApiKeys>();
        services.AddSingleton<SignInLinks>();
        services.AddSingleton<TrunkPasswords>();
        services.AddSingleton<CallEraser>();
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: ["ready"]);

        services.AddHostedService<DatabaseMigration>();
        services.AddHostedService<OutboxDispatcher>();
        services.AddHostedService<ErasureResumption>();
        return services;
    }

    /// <summary>Adds the recordings alone (<see cref="IRecordingStore"/>, <see cref="IRecordedAudio"/>), for a host that needs no database.</summary>
    public static IServiceCollection AddRecordings(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<StorageOptions>()
            .Bind(configuration.GetSection(StorageOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRecordingStore, FileRecordingStore>();
        services.TryAddSingleton<IRecordedAudio>(provider => provider.GetRequiredService<IRecordingStore>());
        return services;
    }
}

using CallSummary.Hosting;
using CallSummary.Hosting.Bus;
using CallSummary.Storage;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CallSummary.IntegrationTests.Hosting;

/// <summary>A host as a stage's Program.cs makes it, in this process, with the test's consumers.</summary>
internal sealed class BusHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BusHost(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public static async Task<BusHost> StartAsync(
        Deployment deployment, Action<IServiceCollection> services, params Action<IBusRegistrationConfigurator>[] consumers)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = deployment.Folder });
        builder.Configuration.AddInMemoryCollection(deployment.Settings);
        builder.AddHostDefaults();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddStorage(builder.Configuration);
        services(builder.Services);
        builder.Services.AddMessageBus(builder.Configuration, consumers);
        var host = new BusHost(builder.Build());
        await host._app.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    public CallSummaryDbContext Database() => Services.GetRequiredService<IDbContextFactory<CallSummaryDbContext>>().CreateDbContext();

    public async Task PublishAsync<T>(T message)
        where T : class
    {
        await using var database = Database();
        database.Publish(message, TimeProvider.System.GetUtcNow());
        await database.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
    }
}

using CallSummary.Hosting.Health;
using CallSummary.Hosting.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace CallSummary.Hosting;

/// <summary>What every host shares, in two calls: <c>AddHostDefaults</c> and <c>RunHostAsync</c>.</summary>
public static class HostDefaults
{
    /// <summary>Adds logging, metrics (all meters <c>CallSummary.*</c>), health and the shutdown timeout. Reads <see cref="HostingOptions"/>.</summary>
    public static WebApplicationBuilder AddHostDefaults(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(HostingOptions.Section);
        builder.Services.AddOptionsWithValidateOnStart<HostingOptions>()
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        builder.Services.AddOptions<HostOptions>()
            .Configure<IOptions<HostingOptions>>((host, options) => host.ShutdownTimeout = options.Value.ShutdownTimeout);
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);
        builder.AddLogging(section);
        builder.AddMetrics(section);
        builder.Services.AddHealthChecks().AddCheck<StoppingCheck>("host", tags: [HealthEndpoints.ReadyTag]);
        return builder;
    }

    /// <summary>
    /// Maps <c>/health/live</c>, <c>/health/ready</c> and <c>/metrics</c> (Prometheus; keep all three inside the operator's network) and runs the
    /// host until it is told to stop. What an operator can put right (a setting, a port in use, a folder, a database that cannot be
    /// reached) ends it with one readable message on standard error.
    /// </summary>
    /// <param name="app">The built host.</param>
    /// <param name="map">Maps what the host serves beside that.</param>
    /// <returns>The process's exit code: 0 after a clean stop, 78 for a wrong setting, 1 for anything else.</returns>
    public static async Task<int> RunHostAsync(this WebApplication app, Action<WebApplication>? map = null)
    {
        var startup = app.Services.GetRequiredService<StartupLogFilter>();
        using var started = app.Lifetime.ApplicationStarted.Register(startup.Open);
        try
        {
            // Within the try: the first look at a setting may already find it wrong.
            map?.Invoke(app);
            app.MapHealthEndpoints();
            app.MapPrometheusScrapingEndpoint("/metrics");
            await RunAsync(app);
            return 0;
        }
        catch (Exception exception) when (StartupFailure.Explain(exception) is { } failure && !startup.IsOpen)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
    }

    private static async Task RunAsync(WebApplication app)
    {
        await using (app)
        {
            try
            {
                await app.StartAsync();
            }
            catch
            {
                // What had started before the failure is still at work: ended here, in order, not by taking its services away.
                await app.StopAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }

            await app.WaitForShutdownAsync();
        }
    }

    private static void AddLogging(this WebApplicationBuilder builder, IConfigurationSection section)
    {
        var filter = new StartupLogFilter();
        builder.Services.AddSingleton(filter);
        builder.Logging.ClearProviders();
        foreach (var category in StartupLogFilter.Categories)
        {
            builder.Logging.AddFilter(category, filter.Allows);
        }

        // A wrong value is reported by the options' validation; until then, text.
        if (Enum.TryParse<LogFormat>(section[nameof(HostingOptions.LogFormat)], ignoreCase: true, out var format) && format == LogFormat.Json)
        {
            builder.Logging.AddJsonConsole(console =>
            {
                console.IncludeScopes = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        }
        else
        {
            builder.Logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
                console.ColorBehavior = Console.IsOutputRedirected ? LoggerColorBehavior.Disabled : LoggerColorBehavior.Default;
            });
        }
    }

    private static void AddMetrics(this WebApplicationBuilder builder, IConfigurationSection section) =>
        builder.Services.AddOpenTelemetry().WithMetrics(metrics =>
        {
            metrics.AddMeter("CallSummary.*")
                .AddMeter(MassTransit.Monitoring.InstrumentationOptions.MeterName)
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter();
            if (Uri.TryCreate(section[nameof(HostingOptions.OtlpEndpoint)], UriKind.Absolute, out var collector))
            {
                metrics.AddOtlpExporter(otlp => otlp.Endpoint = collector);
            }
        });
}

using CallSummary.Gateway;
using CallSummary.Hosting;
using CallSummary.Hosting.Bus;
using CallSummary.Portal;
using CallSummary.Storage;
using CallSummary.Summarization;
using CallSummary.Transcription;

namespace CallSummary.AllInOne.Serving;

/// <summary>Every stage in one process, on one bus.</summary>
internal static class AllInOneService
{
    /// <summary>The settings that a service built with these arguments would have.</summary>
    public static IConfiguration Configuration(string[] args)
    {
        var configuration = CreateBuilder().Configuration;
        configuration.AddCommandLine(args);
        return configuration;
    }

    /// <param name="args">Settings on the command line (<c>--CallSummary:Gateway:SipUdp=…</c>); they win over all others.</param>
    /// <param name="settings">Settings that win over the files and the environment.</param>
    public static WebApplication Build(string[] args, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var builder = CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings).AddCommandLine(args);
        builder.AddHostDefaults();
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddTranscription(builder.Configuration);
        builder.Services.AddSummarization(builder.Configuration);
        builder.Services.AddPortal(builder.Configuration);
        builder.Services.AddGateway(builder.Configuration);
        builder.Services.AddMessageBus(
            builder.Configuration,
            bus => bus.AddGatewayConsumers(),
            bus => bus.AddTranscriptionConsumers(),
            bus => bus.AddSummarizationConsumers(),
            bus => bus.AddPortalConsumers());

        var app = builder.Build();
        app.MapPortal();
        return app;
    }

    // The program's own folder, not the one it was started from: appsettings.json, models and notices lie there.
    private static WebApplicationBuilder CreateBuilder() =>
        WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
}

using CallSummary.AllInOne.Demo;
using CallSummary.Contracts;
using CallSummary.Gateway;
using CallSummary.Gateway.Consent;
using CallSummary.Gateway.Recording;
using CallSummary.Gateway.Recording.Manifests;
using CallSummary.Hosting;
using CallSummary.Hosting.Bus;
using CallSummary.Portal;
using CallSummary.Storage;
using CallSummary.Storage.Access;
using CallSummary.Storage.Recordings;
using CallSummary.TestKit;
using CallSummary.Transcription;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CallSummary.Benchmarks.Speech;

/// <summary>Recording, transcription and portal in this process, without SIP and summaries: calls begin at their recorder.</summary>
internal sealed class LiveService : IAsyncDisposable
{
    private const string Tenant = "bench";

    private readonly TempFolder _folder = new();
    private readonly WebApplication _app;

    private LiveService(TempFolder folder, WebApplication app)
    {
        _folder = folder;
        _app = app;
    }

    public static async Task<LiveService> StartAsync()
    {
        var folder = new TempFolder();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["CallSummary:Storage:DataDirectory"] = folder.Path,
            ["Logging:LogLevel:Default"] = "Error",
            ["CallSummary:Gateway:SipUdp"] = $"127.0.0.1:{FreePort.Udp()}",
            ["CallSummary:Gateway:SipTcp"] = "",
            ["CallSummary:Gateway:Media:Address"] = "127.0.0.1",
            ["CallSummary:Gateway:Tenants:0:Id"] = Tenant,
            ["CallSummary:Gateway:Trunks:0:Name"] = "loopback",
            ["CallSummary:Gateway:Trunks:0:Tenant"] = Tenant,
            ["CallSummary:Gateway:Trunks:0:Peers:0"] = "127.0.0.0/8",
        });
        builder.AddHostDefaults();
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddTranscription(builder.Configuration);
        builder.Services.AddPortal(builder.Configuration);
        builder.Services.AddGateway(builder.Configuration);
        builder.Services.AddMessageBus(builder.Configuration, bus => bus.AddTranscriptionConsumers(), bus => bus.AddPortalConsumers());
        var app = builder.Build();
        app.MapPortal();
        await app.StartAsync();
        return new LiveService(folder, app);
    }

    /// <summary>A reader of all events of the tenant.</summary>
    public async Task<SubscriberApp> ReaderAsync()
    {
        var (_, key) = await _app.Services.GetRequiredService<ApiKeys>().CreateAsync(Tenant, null, "benchmark", CancellationToken.None);
        return new SubscriberApp(new Uri(_app.Urls.First()), key);
    }

    /// <summary>Whether the stage says that it is under load.</summary>
    public async Task<bool> IsBehindAsync() =>
        (await _app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "transcription", CancellationToken.None)).Status == HealthStatus.Degraded;

    /// <summary>A call that has just been answered.</summary>
    public CallRecorder Answer()
    {
        var services = _app.Services.GetRequiredService<RecorderServices>();
        var entry = new CallEntry
        {
            At = services.Time.GetUtcNow(),
            CallId = Guid.CreateVersion7(),
            TenantId = Tenant,
            CallerNumber = "+821055550100",
            CalleeNumber = "+821055550101",
            SubscriberLegs = [Leg.Caller],
            TimeZone = "Asia/Seoul",
            Consent = ConsentState.NotRequired,
            Owner = "bench",
            Trunk = "loopback",
        };
        var live = _app.Services.GetRequiredService<LiveCalls>();
        live.Reserve(entry.CallId);
        var manifest = new ManifestWriter(services.Store.OpenManifestAppend(entry.CallId));
        manifest.Append(entry);
        var recorder = new CallRecorder(entry, new ConsentGate(ConsentPolicy.AlreadyAnnounced, [Leg.Caller, Leg.Callee]), manifest, services.Time.GetTimestamp(), services);
        live.Add(recorder);
        services.Ledger.Enqueue(entry.CallId);
        return recorder;
    }

    /// <summary>Ends a call and reads what its recording says.</summary>
    public Manifest HangUp(CallRecorder recorder)
    {
        recorder.Complete(CallTermination.CallerHungUp, recorder.Elapsed);
        _app.Services.GetRequiredService<LiveCalls>().Remove(recorder.CallId);
        using var stream = _app.Services.GetRequiredService<IRecordingStore>().OpenManifestRead(recorder.CallId)!;
        return Manifest.Load(stream)!;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}

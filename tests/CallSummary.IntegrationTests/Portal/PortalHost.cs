using System.Net;
using System.Net.Http.Headers;
using CallSummary.Audio.Recordings;
using CallSummary.Contracts;
using CallSummary.Hosting.Bus;
using CallSummary.Portal;
using CallSummary.Storage;
using CallSummary.Storage.Access;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Recordings;
using CallSummary.TestKit;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>The portal as a host runs it: real Kestrel on a free port, storage in a folder of its own, in-memory bus.</summary>
internal sealed class PortalHost : IAsyncDisposable
{
    public const string Tenant = "acme";
    public const string Alice = "+821011110001";
    public const string Bob = "+821022220002";
    public const string Stranger = "+821099990009";

    private readonly TempFolder _folder;
    private readonly bool _ownsFolder;
    private readonly WebApplication _app;

    private PortalHost(TempFolder folder, bool ownsFolder, WebApplication app)
    {
        _folder = folder;
        _ownsFolder = ownsFolder;
        _app = app;
    }

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.First());

    public static async Task<PortalHost> StartAsync(Dictionary<string, string?>? settings = null, TempFolder? folder = null)
    {
        var own = folder is null;
        folder ??= new TempFolder();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["CallSummary:Storage:DataDirectory"] = folder.Path,
            ["CallSummary:Storage:OutboxPollInterval"] = "00:00:00.050",
            ["CallSummary:Portal:Webhooks:PollInterval"] = "00:00:00.050",
            ["CallSummary:Portal:Webhooks:FirstRetry"] = "00:00:00.010",
            ["CallSummary:Portal:Webhooks:LongestRetry"] = "00:00:00.020",
            ["CallSummary:Portal:Webhooks:AllowHttp"] = "true",
            ["CallSummary:Portal:Webhooks:AllowPrivateAddresses"] = "true",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddPortal(builder.Configuration);
        builder.Services.AddMessageBus(builder.Configuration, bus => bus.AddPortalConsumers());
        var app = builder.Build();
        app.MapPortal();

        // MassTransit keeps the logging of the host before in an async local; a test that starts two hosts would get the disposed one.
        LogContext.ConfigureCurrentLogContext(app.Services.GetRequiredService<ILoggerFactory>());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new PortalHost(folder, own, app);
    }

    /// <summary>A client with a new key of the tenant, or of one subscriber.</summary>
    public async Task<HttpClient> ClientAsync(string? subscriber = null, string tenant = Tenant)
    {
        var (_, key) = await Services.GetRequiredService<ApiKeys>().CreateAsync(tenant, subscriber, "test", TestContext.Current.CancellationToken);
        return ClientWith(key);
    }

    /// <summary>A browser that somebody has signed in with by a one-time link: a subscriber by number, or a person of the console by roles.</summary>
    public async Task<HttpClient> BrowserAsync(string? subscriber, string tenant = Tenant, params string[] roles)
    {
        var token = await Services.GetRequiredService<SignInLinks>().CreateAsync(
            tenant, subscriber, subscriber ?? "Agent Kim", roles, TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        var browser = Browser();
        using var response = await browser.PostAsync($"/signin/{token}", new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return browser;
    }

    /// <summary>A browser that nobody is signed in with.</summary>
    public HttpClient Browser()
    {
        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
        return browser;
    }

    public HttpClient ClientWith(string? key)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    public Task PublishAsync<T>(T message)
        where T : class
        => Services.GetRequiredService<IBus>().Publish(message, TestContext.Current.CancellationToken);

    public async Task WithDatabaseAsync(Func<CallSummaryDbContext, Task> work)
    {
        await using var database = await Services.GetRequiredService<IDbContextFactory<CallSummaryDbContext>>()
            .CreateDbContextAsync(TestContext.Current.CancellationToken);
        await work(database);
        await database.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>An ended call with two lines, a summary of each subscriber's leg, and one second of recording.</summary>
    public async Task<Call> AddCallAsync(
        string caller = Alice, string callee = Stranger, bool callerIsSubscriber = true, bool calleeIsSubscriber = false, string tenant = Tenant, DateTimeOffset? startedAt = null)
    {
        var call = SampleCalls.Ended(caller, callee, callerIsSubscriber, calleeIsSubscriber, tenant, startedAt ?? DateTimeOffset.UnixEpoch.AddYears(56));
        await WithDatabaseAsync(database =>
        {
            database.Calls.Add(call);
            database.Utterances.AddRange(SampleCalls.Lines(call));
            database.Summaries.AddRange(SampleCalls.Summaries(call));
            return Task.CompletedTask;
        });
        var store = Services.GetRequiredService<IRecordingStore>();
        WriteLeg(store, call.Id, Leg.Caller, 0xFF);
        WriteLeg(store, call.Id, Leg.Callee, 0x80);
        return call;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        if (_ownsFolder)
        {
            _folder.Dispose();
        }
    }

    private static void WriteLeg(IRecordingStore store, Guid callId, Leg leg, byte sample)
    {
        using var file = store.OpenAppend(callId, leg);
        var writer = RecordedFrameWriter.Create(file);
        var payload = new byte[160];
        Array.Fill(payload, sample);
        for (var position = 0; position < 8000; position += payload.Length)
        {
            writer.Append(RecordedCodec.Pcmu, position, payload);
        }
    }
}

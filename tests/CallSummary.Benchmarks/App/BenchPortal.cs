using System.Net;
using CallSummary.Hosting.Bus;
using CallSummary.Portal;
using CallSummary.Storage;
using CallSummary.Storage.Access;
using CallSummary.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CallSummary.Benchmarks.App;

/// <summary>A portal alone in this process: real Kestrel, in-memory bus, the database of choice.</summary>
internal sealed class BenchPortal : IAsyncDisposable
{
    public const string Tenant = "bench";

    private readonly TempFolder _folder = new();
    private readonly WebApplication _app;

    private BenchPortal(TempFolder folder, WebApplication app)
    {
        _folder = folder;
        _app = app;
    }

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.First());

    public static async Task<BenchPortal> StartAsync(string? postgres)
    {
        var folder = new TempFolder();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["CallSummary:Storage:DataDirectory"] = folder.Path,
            ["CallSummary:Storage:Provider"] = postgres is null ? "Sqlite" : "PostgreSQL",
            ["CallSummary:Storage:ConnectionString"] = postgres,
            ["CallSummary:Portal:RequestsPerSecond"] = "100000",
            ["CallSummary:Portal:RequestBurst"] = "100000",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddPortal(builder.Configuration);
        builder.Services.AddMessageBus(builder.Configuration, bus => bus.AddPortalConsumers());
        var app = builder.Build();
        app.MapPortal();
        await app.StartAsync();
        return new BenchPortal(folder, app);
    }

    /// <summary>The cookie of a subscriber who has signed in.</summary>
    public async Task<string> SignInAsync(string number)
    {
        var token = await Services.GetRequiredService<SignInLinks>().CreateAsync(Tenant, number, number, [], TimeSpan.FromHours(1), default);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        using var response = await http.PostAsync($"/signin/{token}", new FormUrlEncodedContent([]));
        return response.StatusCode == HttpStatusCode.SeeOther
            ? response.Headers.GetValues("Set-Cookie").First(c => c.StartsWith("callsummary=", StringComparison.Ordinal)).Split(';')[0]
            : throw new WorkGateException($"Nobody could sign in: {(int)response.StatusCode}.");
    }

    public Task<CallSummaryDbContext> DatabaseAsync() => Services.GetRequiredService<IDbContextFactory<CallSummaryDbContext>>().CreateDbContextAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}

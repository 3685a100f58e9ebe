using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using CallSummary.AcceptanceTests.Subscribers;
using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Reruns;
using CallSummary.TestKit;
using CallSummary.TestKit.Peers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.AcceptanceTests.Deployments;

/// <summary>The product as an operator runs it: our executables as processes of their own, in one of its two shapes.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly TempFolder _data = new();
    private readonly Dictionary<string, ChildProcess> _processes = [];
    private readonly Dictionary<string, int> _httpPorts;
    private readonly Dictionary<string, string?> _settings;
    private readonly RabbitVirtualHost? _broker;
    private readonly PostgresDatabase? _database;

    private Deployment(int calleePort, IEnumerable<string> hosts, RabbitVirtualHost? broker, PostgresDatabase? database)
    {
        _broker = broker;
        _database = database;
        _httpPorts = hosts.ToDictionary(host => host, _ => FreePort.Tcp());
        _settings = DeploymentSettings.Create(_data.Path, Sip, calleePort);
        foreach (var (key, value) in broker?.Settings ?? new Dictionary<string, string?>())
        {
            _settings[key] = value;
        }

        if (database is not null)
        {
            _settings["CallSummary:Storage:Provider"] = "PostgreSQL";
            _settings["CallSummary:Storage:ConnectionString"] = database.ConnectionString;

            // As compose.yaml does.
            File.WriteAllText(_data["recording.keys"], Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            _settings["CallSummary:Storage:RecordingKeysFile"] = _data["recording.keys"];
        }
    }

    /// <summary>Where it takes calls.</summary>
    public IPEndPoint Sip { get; } = new(IPAddress.Loopback, FreePort.Udp());

    /// <summary>Where subscribers' apps find it.</summary>
    public Uri Api => UrlOf(PortalHost);

    /// <summary>The executable of each of its processes.</summary>
    public IEnumerable<string> Hosts => _httpPorts.Keys;

    private string PortalHost => Hosts.Single(host => host is "CallSummary.AllInOne" or "CallSummary.PortalHost");

    /// <summary>Starts it and waits until it is ready; skips or fails the test where its servers are missing.</summary>
    /// <param name="shape">One process, or four.</param>
    /// <param name="calleePort">SIP port of the telephone that bridged calls go to.</param>
    /// <param name="changes">Settings beside <see cref="DeploymentSettings"/>.</param>
    public static async Task<Deployment> StartAsync(DeploymentShape shape, int calleePort, params (string Key, string Value)[] changes)
    {
        var deployment = shape == DeploymentShape.AllInOne
            ? new Deployment(calleePort, ["CallSummary.AllInOne"], null, null)
            : new Deployment(
                calleePort,
                ["CallSummary.GatewayHost", "CallSummary.TranscriptionHost", "CallSummary.SummarizationHost", "CallSummary.PortalHost"],
                await RabbitVirtualHost.CreateAsync(),
                await PostgresDatabase.CreateAsync());
        foreach (var (key, value) in changes)
        {
            deployment._settings[key] = value;
        }

        try
        {
            await Task.WhenAll(deployment.Hosts.Select(deployment.StartAsync));
            return deployment;
        }
        catch
        {
            await deployment.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a process that is not running, with the ports and data it had before, and waits until it is ready.</summary>
    public async Task StartAsync(string host)
    {
        var settings = new Dictionary<string, string?>(_settings) { ["Urls"] = UrlOf(host).GetLeftPart(UriPartial.Authority) };
        var process = ChildProcess.StartOurs(host, settings);
        lock (_processes)
        {
            _processes[host] = process;
        }

        await process.WaitForHealthAsync(new Uri(UrlOf(host), "/health/ready"), Patience);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync(string host)
    {
        await _processes[host].KillAsync();
        await _processes[host].DisposeAsync();
    }

    /// <summary>What a process has written so far.</summary>
    public IReadOnlyList<string> LogOf(string host) => _processes[host].Lines;

    /// <summary>Makes a key as an operator does, with the command, and gives what its owner's app would use.</summary>
    public async Task<SubscriberApp> MakeKeyAsync(string? subscriber = null)
    {
        string[] owner = subscriber is null ? [DeploymentSettings.Tenant] : [DeploymentSettings.Tenant, subscriber];
        await using var process = ChildProcess.StartOurs(PortalHost, _settings, ["keys", "create", .. owner]);
        Assert.True(await process.ExitAsync(Patience) == 0, string.Join('\n', process.Lines));
        return new SubscriberApp(Api, process.Lines.Single(line => line.StartsWith("cs_", StringComparison.Ordinal)));
    }

    /// <summary>Makes a one-time sign-in link as an operator does, with the command: for a subscriber's number, or for a name with roles.</summary>
    public async Task<string> SignInLinkAsync(string who, params string[] roles)
    {
        var settings = new Dictionary<string, string?>(_settings) { ["Urls"] = Api.GetLeftPart(UriPartial.Authority) };
        string[] words = roles.Length == 0 ? ["signin", DeploymentSettings.Tenant, who] : ["signin", DeploymentSettings.Tenant, who, string.Join(',', roles)];
        await using var process = ChildProcess.StartOurs(PortalHost, settings, words);
        Assert.True(await process.ExitAsync(Patience) == 0, string.Join('\n', process.Lines));
        return process.Lines.Single(line => line.Contains("/signin/", StringComparison.Ordinal));
    }

    /// <summary>Files of a call's recording.</summary>
    public IReadOnlyList<string> RecordingFiles(Guid callId) =>
        [.. Directory.EnumerateFiles(_data["recordings"], "*", SearchOption.AllDirectories).Where(f => f.Contains(callId.ToString(), StringComparison.Ordinal))];

    /// <summary>Files of all recordings.</summary>
    public IReadOnlyList<string> AllRecordingFiles() => [.. Directory.EnumerateFiles(_data["recordings"], "*", SearchOption.AllDirectories)];

    /// <summary>Rows of calls, erased ones included.</summary>
    public Task<int> CallsAsync() => InDatabaseAsync(database => database.Calls.CountAsync());

    /// <summary>Rows of text that are kept of a call: utterances, summaries, bodies of webhooks.</summary>
    public Task<int> TextRowsAsync(Guid callId) => InDatabaseAsync(async database =>
        await database.Utterances.CountAsync(u => u.CallId == callId)
        + await database.Summaries.CountAsync(s => s.CallId == callId)
        + await database.WebhookDeliveries.CountAsync(d => d.CallId == callId && d.Body != "{}" && d.EventType != "call.erased"));

    /// <summary>Summaries that are stored of a call.</summary>
    public Task<int> SummariesAsync(Guid callId) => InDatabaseAsync(database => database.Summaries.CountAsync(s => s.CallId == callId));

    /// <summary>Summaries and transcripts of a call whose place others have taken.</summary>
    public Task<int> EarlierVersionsAsync(Guid callId) => InDatabaseAsync(async database =>
        await database.EarlierSummaries.CountAsync(s => s.CallId == callId) + await database.EarlierTranscripts.CountAsync(t => t.CallId == callId));

    /// <summary>Asks for a call to be transcribed again, as the console does, and waits for what becomes of it.</summary>
    public async Task<RerunOutcome> TranscribeAgainAsync(Guid callId)
    {
        var id = Guid.Empty;
        await InDatabaseAsync(async database =>
        {
            var call = await database.Calls.SingleAsync(c => c.Id == callId);
            id = (await database.TranscribeAgainAsync(call, model: null, language: null, TimeProvider.System.GetUtcNow(), TestContext.Current.CancellationToken)).Id;
            return await database.SaveChangesAsync();
        });
        var outcome = 0;
        await Eventually.True(
            async () => (outcome = await InDatabaseAsync(async database => (int)((await database.Reruns.SingleAsync(r => r.Id == id)).Outcome ?? RerunOutcome.Unknown))) != 0,
            "the call to be transcribed again",
            TimeSpan.FromMinutes(1));
        return (RerunOutcome)outcome;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_processes.Values.Select(process => process.DisposeAsync().AsTask()));
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        _data.Dispose();
    }

    private async Task<int> InDatabaseAsync(Func<CallSummaryDbContext, Task<int>> count)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).Build();
        await using var services = new ServiceCollection().AddLogging().AddStorage(configuration).BuildServiceProvider();
        await using var database = await services.GetRequiredService<IDbContextFactory<CallSummaryDbContext>>().CreateDbContextAsync();
        return await count(database);
    }

    private Uri UrlOf(string host) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_httpPorts[host]}/"));
}

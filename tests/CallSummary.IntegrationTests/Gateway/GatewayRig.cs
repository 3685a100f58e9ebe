using System.Net;
using CallSummary.Audio;
using CallSummary.Audio.Recordings;
using CallSummary.Audio.Wav;
using CallSummary.Contracts;
using CallSummary.Gateway;
using CallSummary.Gateway.Calls;
using CallSummary.Gateway.Recording.Manifests;
using CallSummary.Sip.Transports;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Recordings;
using CallSummary.Storage.Subscribers;
using CallSummary.TestKit;
using MassTransit;
using MassTransit.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>A gateway host on loopback: in-memory bus, SQLite and recordings in a folder of its own.</summary>
internal sealed class GatewayRig : IAsyncDisposable
{
    private readonly IHost _host;

    private GatewayRig(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public ITestHarness Bus => Services.GetRequiredService<ITestHarness>();

    public IRecordingStore Store => Services.GetRequiredService<IRecordingStore>();

    public IPEndPoint Sip => Services.GetRequiredService<SipPort>().Stack.ListenPoints.First(p => p.Protocol == SipProtocol.Udp).EndPoint;

    public int PortOf(SipProtocol protocol) => Services.GetRequiredService<SipPort>().Stack.ListenPoints.First(p => p.Protocol == protocol).EndPoint.Port;

    public ActiveCalls Active => Services.GetRequiredService<ActiveCalls>();

    /// <summary>Starts a gateway with these settings over the usual ones; keys below CallSummary:Gateway.</summary>
    public static async Task<GatewayRig> StartAsync(string folder, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("MassTransit", LogLevel.Warning);
        Dictionary<string, string?> configuration = new(StringComparer.OrdinalIgnoreCase)
        {
            ["CallSummary:Storage:DataDirectory"] = folder,
            ["CallSummary:Gateway:Instance"] = "rig",
            ["CallSummary:Gateway:SipUdp"] = "127.0.0.1:0",
            ["CallSummary:Gateway:SipTcp"] = "127.0.0.1:0",
            ["CallSummary:Gateway:Media:PortMin"] = "20000",
            ["CallSummary:Gateway:Media:PortMax"] = "29999",
            ["CallSummary:Gateway:Limits:DrainTimeout"] = "00:00:00",
            ["CallSummary:Gateway:Trunks:0:Name"] = "trunk",
            ["CallSummary:Gateway:Trunks:0:Tenant"] = "t",
            ["CallSummary:Gateway:Trunks:0:Peers:0"] = "127.0.0.0/8",
            ["CallSummary:Gateway:Trunks:0:Consent"] = "AlreadyAnnounced",
            ["CallSummary:Gateway:Tenants:0:Id"] = "t",
            ["CallSummary:Gateway:Tenants:0:Subscribers:0"] = "*",
            ["CallSummary:Gateway:Routes:0:Number"] = "1000",
            ["CallSummary:Gateway:Routes:0:Action"] = "Answer",
        };
        foreach (var (key, value) in settings)
        {
            configuration[$"CallSummary:Gateway:{key}"] = value;
        }

        builder.Configuration.AddInMemoryCollection(configuration);
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddGateway(builder.Configuration);
        builder.Services.AddMassTransitTestHarness(bus => bus.AddGatewayConsumers());
        var rig = new GatewayRig(builder.Build());
        await rig._host.StartAsync();
        return rig;
    }

    /// <summary>As <see cref="StartAsync"/>, with a route that bridges every number to a phone.</summary>
    public static Task<GatewayRig> BridgeToAsync(string folder, IPEndPoint callee, params (string Key, string Value)[] settings) => StartAsync(
        folder, [("Routes:1:Number", "*"), ("Routes:1:NextHop", $"sip:{{number}}@{callee}"), .. settings]);

    /// <summary>Changes settings while it runs; keys below CallSummary:Gateway.</summary>
    public void Change(params (string Key, string Value)[] settings)
    {
        var configuration = (IConfigurationRoot)Services.GetRequiredService<IConfiguration>();
        foreach (var (key, value) in settings)
        {
            configuration[$"CallSummary:Gateway:{key}"] = value;
        }

        configuration.Reload();
    }

    /// <summary>Writes what a subscriber chose for calls that he gets, and has it heeded.</summary>
    public async Task ChooseAsync(string subscriber, bool? incoming)
    {
        await using var database = await Services.GetRequiredService<IDbContextFactory<CallSummaryDbContext>>().CreateDbContextAsync();
        await database.SummaryChoices.ExecuteDeleteAsync();
        database.SummaryChoices.Add(new SummaryChoice
        {
            TenantId = "t",
            SubscriberNumber = subscriber,
            OtherNumber = string.Empty,
            Incoming = incoming,
            ChangedAt = TimeProvider.System.GetUtcNow(),
        });
        await database.SaveChangesAsync();
        await Services.GetRequiredService<SummaryChoices>().RefreshAsync(default);
    }

    public Task StopAsync() => _host.StopAsync();

    /// <summary>The only call, once its row says it has ended.</summary>
    public async Task<Call> EndedCallAsync() => Assert.Single(await EndedCallsAsync(1));

    /// <summary>All the calls, once so many rows say that they have ended.</summary>
    public async Task<IReadOnlyList<Call>> EndedCallsAsync(int count)
    {
        List<Call> rows = [];
        await Eventually.True(
            async () =>
            {
                await using var database = await Services.GetRequiredService<IDbContextFactory<CallSummaryDbContext>>().CreateDbContextAsync();
                rows = await database.Calls.ToListAsync();
                return rows.Count >= count && rows.TrueForAll(r => r.State != CallState.InProgress);
            },
            "the calls' rows to say that they ended");
        return rows;
    }

    public async Task<int> CountCallsAsync()
    {
        await using var database = await Services.GetRequiredService<IDbContextFactory<CallSummaryDbContext>>().CreateDbContextAsync();
        return await database.Calls.CountAsync();
    }

    public async Task<HealthStatus> HealthAsync() =>
        (await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(c => c.Name == "gateway")).Status;

    public Manifest Manifest(Guid callId)
    {
        using var stream = Store.OpenManifestRead(callId);
        return CallSummary.Gateway.Recording.Manifests.Manifest.Load(stream!)!;
    }

    /// <summary>The recording as it is delivered, at 8 kHz: left is the caller, right the callee.</summary>
    public (short[] Caller, short[] Callee) Recording(Call call)
    {
        using var wav = new RecordingWavStream(Store.OpenRead(call.Id, Leg.Caller), Store.OpenRead(call.Id, Leg.Callee), call.Duration);
        using var reader = new WavReader(wav);
        var samples = new short[reader.LengthInFrames!.Value * 2];
        var read = 0;
        for (int n; (n = reader.Read(samples.AsSpan(read))) > 0;)
        {
            read += n;
        }

        return (Channel(samples, 0, reader.Format.SampleRate), Channel(samples, 1, reader.Format.SampleRate));
    }

    private static short[] Channel(short[] samples, int channel, int rate)
    {
        short[] sound = [.. samples.Where((_, i) => i % 2 == channel)];
        return rate == 8000 ? sound : Resampler.Convert(sound, rate, 8000);
    }

    public IReadOnlyList<T> Published<T>()
        where T : class
        => [.. Bus.Published.Select<T>(new CancellationToken(canceled: true)).Select(p => p.Context.Message)];

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}

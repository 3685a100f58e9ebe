using CallSummary.Audio;
using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using CallSummary.Audio.Timeline;
using CallSummary.Contracts;
using CallSummary.Gateway;
using CallSummary.Gateway.Capture;
using CallSummary.Gateway.Consent;
using CallSummary.Gateway.Recording;
using CallSummary.Gateway.Recording.Manifests;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Recordings;
using CallSummary.TestKit;
using MassTransit;
using MassTransit.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Gateway;

/// <summary>The gateway's recording parts over a folder and an SQLite file, with a clock that the test moves; nothing runs by itself.</summary>
internal sealed class RecordingRig : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    public RecordingRig(IRecordingStore? store = null, params (string Key, string Value)[] settings)
    {
        Dictionary<string, string?> values = new() { ["CallSummary:Storage:DataDirectory"] = _folder.Path, ["CallSummary:Gateway:Instance"] = "me" };
        foreach (var (key, value) in settings)
        {
            values[$"CallSummary:Gateway:{key}"] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        if (store is not null)
        {
            services.AddSingleton(store);
        }

        services.AddStorage(configuration);
        services.AddGateway(configuration);
        services.AddMassTransitTestHarness(bus =>
            bus.UsingInMemory((_, transport) => transport.ConfigurePublish(publish => publish.UseExecute(_ => ThrowIfDown()))));
        services.AddSingleton<Microsoft.Extensions.Hosting.IHostApplicationLifetime, NoLifetime>();
        _services = services.BuildServiceProvider();
    }

    /// <summary>Every publish fails.</summary>
    public bool BusIsDown { get; set; }

    public FakeTimeProvider Time { get; } = new(Start);

    public IRecordingStore Store => Get<IRecordingStore>();

    public T Get<T>()
        where T : notnull
        => _services.GetRequiredService<T>();

    public async Task<RecordingRig> WithDatabaseAsync()
    {
        await using var database = Database();
        await database.Database.MigrateAsync();
        return this;
    }

    /// <summary>The started bus, with what was published on it. The bus alone: the harness's own start would start every hosted service.</summary>
    public async Task<ITestHarness> StartBusAsync()
    {
        await Get<IBusControl>().StartAsync(TimeSpan.FromSeconds(10));
        return Get<ITestHarness>();
    }

    /// <summary>Starts the bus and the service that sends utterances to it.</summary>
    public async Task<RecordingRig> WithPublishedAsync()
    {
        await StartBusAsync();
        await Get<UtterancePublisher>().StartAsync(CancellationToken.None);
        return this;
    }

    /// <summary>Messages sent so far, at least as many as asked for.</summary>
    public async Task<IReadOnlyList<T>> PublishedAsync<T>(int least)
        where T : class
    {
        var sent = Get<ITestHarness>().Published;
        await Eventually.True(() => sent.Select<T>(new CancellationToken(canceled: true)).Count() >= least, $"{least} of {typeof(T).Name}");
        return [.. sent.Select<T>(new CancellationToken(canceled: true)).Select(p => p.Context.Message)];
    }

    public CallSummaryDbContext Database() => Get<IDbContextFactory<CallSummaryDbContext>>().CreateDbContext();

    public async Task<Call?> RowAsync(Guid callId)
    {
        await using var database = Database();
        return await database.Calls.SingleOrDefaultAsync(c => c.Id == callId);
    }

    public async Task<IReadOnlyList<string>> OutboxAsync()
    {
        await using var database = Database();
        return await database.Outbox.Select(o => o.MessageType).Order().ToListAsync();
    }

    /// <summary>A recorder of a fresh call, open or waiting for the notice.</summary>
    public CallRecorder Recorder(CallEntry call)
    {
        var gate = new ConsentGate(call.Consent == ConsentState.Pending ? ConsentPolicy.NoticeRequired : ConsentPolicy.AlreadyAnnounced, [Leg.Caller, Leg.Callee]);
        var manifest = new ManifestWriter(Store.OpenManifestAppend(call.CallId));
        manifest.Append(call);
        return new CallRecorder(call, gate, manifest, Time.GetTimestamp(), Get<RecorderServices>());
    }

    /// <summary>Writes a manifest as a gateway left it.</summary>
    public void WriteManifest(CallEntry call, params ManifestEntry[] entries)
    {
        using var writer = new ManifestWriter(Store.OpenManifestAppend(call.CallId));
        writer.Append(call);
        foreach (var entry in entries)
        {
            writer.Append(entry);
        }
    }

    public Manifest? Manifest(Guid callId)
    {
        using var stream = Store.OpenManifestRead(callId);
        return stream is null ? null : CallSummary.Gateway.Recording.Manifests.Manifest.Load(stream);
    }

    /// <summary>Writes a leg's file: the sound, then the bytes of a frame that was never finished.</summary>
    public void WriteLeg(Guid callId, Leg leg, short[] samples, int tornBytes = 0)
    {
        using var stream = Store.OpenAppend(callId, leg);
        var writer = RecordedFrameWriter.Create(stream);
        var octets = new byte[160];
        for (var i = 0; i + 160 <= samples.Length; i += 160)
        {
            G711.EncodeMuLaw(samples.AsSpan(i, 160), octets);
            writer.Append(RecordedCodec.Pcmu, i, octets);
        }

        stream.Write(new byte[tornBytes]);
    }

    /// <summary>Feeds sound to a recorder as packets at their pace, draining as a recorder loop would.</summary>
    public void Speak(CallRecorder recorder, Leg leg, short[] samples)
    {
        var octets = new byte[160];
        for (var i = 0; i + 160 <= samples.Length; i += 160)
        {
            Time.Advance(TimeSpan.FromMilliseconds(20));
            G711.EncodeMuLaw(samples.AsSpan(i, 160), octets);
            recorder.Add(leg, new TimelinePacket(1, (ushort)(i / 160), (uint)i, RecordedCodec.Pcmu, recorder.Elapsed), octets);
            if (i % 800 == 0)
            {
                recorder.Drain();
            }
        }
    }

    /// <summary>A sample utterance and the pause that ends it.</summary>
    public static short[] Speech(string name = "01") =>
    [
        .. AudioClip.Load(Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "utterances", $"{name}.wav")).Samples.Span,
        .. new short[8000],
    ];

    /// <summary>One voice without a pause that would end an utterance.</summary>
    public static short[] Monologue(int seconds)
    {
        var clip = AudioClip.Load(Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "utterances", "02.wav")).Samples.ToArray();
        var loud = Enumerable.Range(0, clip.Length).Where(i => Math.Abs((int)clip[i]) > 600).ToArray();
        var spoken = clip[loud[0]..loud[^1]];
        return [.. Enumerable.Range(0, seconds * 8000).Select(i => spoken[i % spoken.Length])];
    }

    public static CallEntry Call(ConsentState consent = ConsentState.NotRequired, string owner = "me") => new()
    {
        At = Start,
        CallId = Guid.CreateVersion7(Start),
        TenantId = "t",
        CallerNumber = "+821012345678",
        CalleeNumber = "1000",
        SubscriberLegs = [Leg.Caller],
        TimeZone = "Asia/Seoul",
        Consent = consent,
        Owner = owner,
        Trunk = "trunk",
    };

    public static EndedEntry Ended(int callerUtterances = 0, CallTermination termination = CallTermination.CallerHungUp) => new()
    {
        At = Start.AddSeconds(10),
        Termination = termination,
        Duration = TimeSpan.FromSeconds(10),
        CallerUtterances = callerUtterances,
        CalleeUtterances = 0,
    };

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private void ThrowIfDown()
    {
        if (BusIsDown)
        {
            throw new InvalidOperationException("The broker is down.");
        }
    }

    private sealed class NoLifetime : Microsoft.Extensions.Hosting.IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}

using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Gateway.Tracing;
using CallSummary.Gateway.Trunks;
using CallSummary.Sip;
using CallSummary.Storage;
using CallSummary.Storage.Administration;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>What people at the console change, and what they see of calls, at a gateway with real calls.</summary>
[Collection(GatewayCalls.Name)]
public sealed class ConsoleTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TrunkOfTheConsole_CallsFromThenOn_AndARunningCallOutlivesItsRemoval()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var other = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path, ("Trunks:0:Peers:0", "192.0.2.1"));
        Assert.Equal(403, (await caller.DialAsync(rig.Sip, "1000", giveUp: Cancellation)).StatusCode);

        await ChangeAsync(rig, database => database.Trunks.Add(Stored("sbc-new", "127.0.0.0/8")));
        await Eventually.True(() => Trunks(rig).Named("sbc-new") is not null, "the gateway to take the trunk");
        var up = await caller.DialAsync(rig.Sip, "1000", giveUp: Cancellation);
        Assert.Equal(InviteResult.Answered, up.Result);
        await Eventually.True(() => rig.Published<GatewayStatus>().Any(s => s.Trunks.Any(t => t is { Name: "sbc-new", Calls: 1, IsFromConsole: true })), "the gateway to tell of its call");

        await ChangeAsync(rig, database => database.Trunks.RemoveRange(database.Trunks));
        await Eventually.True(() => Trunks(rig).Named("sbc-new") is null, "the gateway to let go of the trunk");
        Assert.Equal(403, (await other.DialAsync(rig.Sip, "1000", giveUp: Cancellation)).StatusCode);
        Assert.False(up.Session!.Ended.IsCompleted);

        // Its BYE still comes through the door.
        await up.Session.ByeAsync();
        Assert.Equal(CallTermination.CallerHungUp, (await rig.EndedCallAsync()).Termination);
    }

    [Fact]
    public async Task TrunksThatCannotBeTaken_SayWhy_AndKeepNothingElseFromChanging()
    {
        await using var rig = await GatewayRig.StartAsync(_folder.Path, ("Tenants:1:Id", "other"));
        await ChangeAsync(rig, database => database.Trunks.AddRange(
            Stored("good", "192.0.2.9"),
            Stored("nonsense", "here"),
            Stored("trunk", "192.0.2.10"),
            Stored("thief", "127.0.0.5", "other"),
            Stored("stranger", "192.0.2.11", "nobody")));

        await Eventually.True(() => Trunks(rig).Named("good") is not null, "the gateway to take what it can");
        await Eventually.True(() => rig.Published<GatewayStatus>().Any(s => s.Trunks.Count(t => t.Problem is not null) == 4), "the gateway to say what it cannot");
        var status = rig.Published<GatewayStatus>().Last(s => s.Trunks.Any(t => t.Problem is not null));
        Assert.Contains("neither an IP address nor a CIDR range", Problem("nonsense"), StringComparison.Ordinal);
        Assert.Contains("has a trunk of this name", Problem("trunk"), StringComparison.Ordinal);
        Assert.Contains("Another tenant's trunk has the address 127.0.0.5", Problem("thief"), StringComparison.Ordinal);
        Assert.Contains("tenant is unknown", Problem("stranger"), StringComparison.Ordinal);
        Assert.Equal(["good", "trunk"], Trunks(rig).Trunks.Select(t => t.Name).Order(StringComparer.Ordinal));

        string Problem(string trunk) => status.Trunks.Single(t => t.Name == trunk && t.Problem is not null).Problem!;
    }

    [Fact]
    public async Task NumbersOfTheConsole_AreSubscribers()
    {
        await using var rig = await GatewayRig.StartAsync(_folder.Path, ("Tenants:0:Subscribers:0", "nobody"));
        var tenant = Trunks(rig).Trunks[0].Tenant;
        Assert.False(tenant.IsSubscriber("+821012340500"));
        await ChangeAsync(rig, database => database.SubscriberRanges.Add(new SubscriberRange
        {
            Id = Guid.CreateVersion7(),
            TenantId = "t",
            First = "+821012340000",
            Last = "+821012340999",
            CreatedAt = DateTimeOffset.UnixEpoch,
        }));

        await Eventually.True(() => Trunks(rig).Trunks[0].Tenant.IsSubscriber("+821012340500"), "the numbers to be subscribers");
        Assert.False(Trunks(rig).Trunks[0].Tenant.IsSubscriber("+821012341000"));
    }

    [Fact]
    public async Task PausedRecording_HoldsNothingOfTheMeantime_AndSaysSo()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.StartAsync(_folder.Path);
        var session = (await caller.DialAsync(rig.Sip, "1000", giveUp: Cancellation)).Session!;
        await caller.SendAsync(session, Tone.Sine(440, TimeSpan.FromSeconds(1)));
        var callId = await CallIdAsync(rig);

        await PauseAsync(rig, callId, "another tenant", true);
        await PauseAsync(rig, callId, "t", true);
        await Eventually.True(() => rig.Published<RecordingPaused>().Any(p => p.IsPaused), "the recording to be paused");
        await caller.SendAsync(session, Tone.Sine(1000, TimeSpan.FromSeconds(1)));
        await PauseAsync(rig, callId, "t", false);
        await Eventually.True(() => rig.Published<RecordingPaused>().Any(p => !p.IsPaused), "the recording to go on");
        await caller.SendAsync(session, Tone.Sine(1800, TimeSpan.FromSeconds(1)));
        await session.ByeAsync();

        var call = await rig.EndedCallAsync();
        var (sound, _) = rig.Recording(call);
        var pause = Assert.Single(JsonSerializer.Deserialize<List<RecordingPause>>(call.PausesJson!)!);
        Assert.True(ToneDetector.Find(sound, 440)!.Value.Offset <= pause.Start + TimeSpan.FromMilliseconds(500));
        Assert.Null(ToneDetector.Find(sound, 1000));
        Assert.True(ToneDetector.Find(sound, 1800)!.Value.Onset >= pause.End - TimeSpan.FromMilliseconds(100));
        Assert.InRange(sound.Length / 8000.0, call.Duration!.Value.TotalSeconds - 0.1, call.Duration.Value.TotalSeconds + 0.1);
    }

    [Fact]
    public async Task Ladder_OfABridgedCall_HasEveryMessageInOrder_AndNoNumber()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, callee.UdpEndPoint);
        var session = (await caller.DialAsync(rig.Sip, "01099998888", giveUp: Cancellation)).Session!;
        await callee.Answered;
        await session.ByeAsync();
        await rig.EndedCallAsync();

        await Eventually.True(() => rig.Published<CallTraced>().Count == 1, "the ladder");
        var trace = rig.Published<CallTraced>()[0];
        Assert.True(trace.Answered);
        Assert.Equal((CallTermination.CallerHungUp, "trunk", 0), (trace.Termination, trace.Trunk, trace.Omitted));
        var steps = trace.Entries.Select(e => $"{(e.IsSent ? ">" : "<")}{e.Peer} {e.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? e.Method}").Distinct().ToList();
        string[] expected = ["<trunk INVITE", ">127.0.0.1 INVITE", "<127.0.0.1 180", ">trunk 180", "<127.0.0.1 200", ">127.0.0.1 ACK", ">trunk 200", "<trunk ACK", "<trunk BYE", ">127.0.0.1 BYE"];
        Assert.Equal(expected.Order(StringComparer.Ordinal), steps.Intersect(expected).Order(StringComparer.Ordinal));
        Assert.Equal("<trunk INVITE", steps[0]);
        Assert.True(steps.IndexOf(">127.0.0.1 INVITE") < steps.IndexOf("<127.0.0.1 180"));
        Assert.Equal(trace.Entries.Select(e => e.At).Order(), trace.Entries.Select(e => e.At));
        Assert.DoesNotContain("9999", JsonSerializer.Serialize(trace.Entries), StringComparison.Ordinal);
        Assert.DoesNotContain("1111", JsonSerializer.Serialize(trace.Entries.Select(e => e with { At = default })), StringComparison.Ordinal);
        Assert.Equal(0, rig.Services.GetRequiredService<SipTraces>().Count);
    }

    [Fact]
    public async Task Ladder_OfACallThatWasNeverAnswered_IsToldToo()
    {
        await using var caller = await TestPhone.StartAsync();
        await using var callee = await TestPhone.StartAsync();
        callee.Reply = 404;
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, callee.UdpEndPoint);

        await caller.DialAsync(rig.Sip, "01099998888", giveUp: Cancellation);

        await Eventually.True(() => rig.Published<CallTraced>().Count == 1, "the ladder");
        var trace = rig.Published<CallTraced>()[0];
        Assert.False(trace.Answered);
        Assert.Equal(CallTermination.CalleeUnreachable, trace.Termination);
        Assert.Contains(trace.Entries, e => e is { Peer: "127.0.0.1", IsSent: false, Status: 404 });
        Assert.Contains(trace.Entries, e => e is { Peer: "127.0.0.1", IsSent: true, Method: "ACK" });
    }

    public void Dispose() => _folder.Dispose();

    private static TrunkDirectory Trunks(GatewayRig rig) => rig.Services.GetRequiredService<TrunkTables>().Current.Trunks;

    private static StoredTrunk Stored(string name, string peers, string tenant = "t") => new()
    {
        Id = Guid.CreateVersion7(),
        TenantId = tenant,
        Name = name,
        Peers = peers,
        Consent = "AlreadyAnnounced",
        ChangedAt = DateTimeOffset.UnixEpoch,
    };

    /// <summary>As the console does: the change, the tenant's new version, and the nudge.</summary>
    private static async Task ChangeAsync(GatewayRig rig, Action<CallSummaryDbContext> change)
    {
        await using (var database = await rig.Services.GetRequiredService<IDbContextFactory<CallSummaryDbContext>>().CreateDbContextAsync(Cancellation))
        {
            change(database);
            var profile = await database.TenantProfiles.SingleOrDefaultAsync(t => t.TenantId == "t", Cancellation)
                ?? database.TenantProfiles.Add(new TenantProfile { TenantId = "t", Name = "T", ChangedAt = DateTimeOffset.UnixEpoch }).Entity;
            profile.Version = Guid.CreateVersion7();
            await database.SaveChangesAsync(Cancellation);
        }

        await rig.Bus.Bus.Publish(new GatewaySettingsChanged { TenantId = "t", ChangedAt = DateTimeOffset.UnixEpoch }, Cancellation);
    }

    private static Task PauseAsync(GatewayRig rig, Guid callId, string tenant, bool pause) => rig.Bus.Bus.Publish(
        new PauseRecording { CallId = callId, TenantId = tenant, Pause = pause, RequestedAt = DateTimeOffset.UnixEpoch }, Cancellation);

    private static async Task<Guid> CallIdAsync(GatewayRig rig)
    {
        await Eventually.True(async () => await rig.CountCallsAsync() == 1, "the call's row");
        await using var database = await rig.Services.GetRequiredService<IDbContextFactory<CallSummaryDbContext>>().CreateDbContextAsync(Cancellation);
        return await database.Calls.Select(c => c.Id).SingleAsync(Cancellation);
    }
}

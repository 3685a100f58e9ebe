using System.Diagnostics.Metrics;
using CallSummary.Contracts;
using CallSummary.Portal;
using CallSummary.Portal.Access;
using CallSummary.Portal.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Portal;

public sealed class EventHubTests
{
    private static readonly CallScope Alice = new("t", "+8210");
    private static readonly CallParties AliceCalls = new("t", "+8210", null);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_ReaderFullyBehind_IsAbortedAndFreesItsPlace()
    {
        var hub = Hub(buffer: 2, perKey: 1);
        var aborted = 0;
        using var reader = Reader(() => aborted++, buffer: 2);
        Assert.Equal(ConnectRefusal.None, hub.Connect(reader, null));
        using var second = Reader(() => { });
        Assert.Equal(ConnectRefusal.TooManyForKey, hub.Connect(second, null));

        hub.Publish(Line(1));
        hub.Publish(Line(2));
        Assert.Equal(0, aborted);
        hub.Publish(Line(3));

        Assert.Equal(1, aborted);
        Assert.Equal(2, (await reader.TakeAsync(TimeSpan.Zero, Cancel)).Count);
        Assert.Equal(ConnectRefusal.None, hub.Connect(second, null));
    }

    [Fact]
    public async Task Connect_LastEventStillKept_GetsWhatFollowed_AndOlderIsAGap()
    {
        var hub = Hub(history: 2);
        using var first = Reader(() => { });
        hub.Connect(first, null);
        for (var i = 1; i <= 4; i++)
        {
            hub.Publish(Line(i));
        }

        var ids = (await first.TakeAsync(TimeSpan.Zero, Cancel)).Select(i => i.Position.ToString()).ToList();
        using var kept = Reader(() => { });
        hub.Connect(kept, ids[1]);
        using var tooOld = Reader(() => { });
        hub.Connect(tooOld, ids[0]);
        using var upToDate = Reader(() => { });
        hub.Connect(upToDate, ids[3]);
        using var nonsense = Reader(() => { });
        hub.Connect(nonsense, "nonsense");

        Assert.Equal(ids[2..], (await kept.TakeAsync(TimeSpan.Zero, Cancel)).Select(i => i.Position.ToString()));
        Assert.Null(kept.Gap);
        Assert.Equal(ids[0], tooOld.Gap?.ToString());
        Assert.Null(upToDate.Gap);
        Assert.Empty(await upToDate.TakeAsync(TimeSpan.Zero, Cancel));
        Assert.True(nonsense.UnknownPosition);
    }

    [Fact]
    public async Task Publish_CallErased_EmptiesWhatIsKeptAndWhatWaits_EvenBeyondTheHistory()
    {
        var hub = Hub(history: 1);
        using var reader = Reader(() => { });
        hub.Connect(reader, null);
        var line = Line(1);
        hub.Publish(line);
        hub.Publish(new PortalEvent("x", EventTypes.CallEnded, _time.GetUtcNow(), Guid.CreateVersion7(), AliceCalls, null, _ => new EventData { CallId = Guid.Empty }));

        hub.Publish(EventSource.Erased(new CallErased { CallId = line.CallId, TenantId = "t", ErasedAt = _time.GetUtcNow() }, AliceCalls));

        Assert.Null(line.For(Alice));
        var waiting = await reader.TakeAsync(TimeSpan.Zero, Cancel);
        Assert.Equal([EventTypes.CallEnded, EventTypes.CallErased], waiting.Where(i => i.Event.For(Alice) is not null).Select(i => i.Event.Type));
    }

    [Fact]
    public async Task Publish_EventOfAnotherSubscriberOrTypeNotWanted_DoesNotReachTheReader()
    {
        var hub = Hub();
        using var reader = Reader(() => { });
        hub.Connect(reader, null);

        hub.Publish(Line(1, new CallParties("t", "+8299", null)));
        hub.Publish(Line(2, new CallParties("other", "+8210", null)));
        hub.Publish(new PortalEvent("x", EventTypes.SummaryFailed, _time.GetUtcNow(), Guid.Empty, AliceCalls, null, _ => new EventData { CallId = Guid.Empty }));

        Assert.Empty(await reader.TakeAsync(TimeSpan.Zero, Cancel));
    }

    [Fact]
    public async Task Publish_WordsSoFar_AreNotKept_AndCutNobodyOff()
    {
        var hub = Hub(history: 2);
        var aborted = 0;
        using var reader = Reader(() => aborted++, buffer: 4);
        hub.Connect(reader, null);
        hub.Publish(Line(1));
        for (var i = 0; i < 20; i++)
        {
            hub.Publish(new PortalEvent("x", EventTypes.TranscriptPartial, _time.GetUtcNow(), Guid.Empty, AliceCalls, null, _ => new EventData { CallId = Guid.Empty }));
        }

        hub.Publish(Line(2));

        Assert.Equal(0, aborted);
        var waiting = await reader.TakeAsync(TimeSpan.Zero, Cancel);
        Assert.Equal(["line 1", "x", "line 2"], waiting.Select(i => i.Event.Id));
        Assert.Null(waiting[1].Position);
        using var resumed = Reader(() => { });
        hub.Connect(resumed, waiting[0].Position.ToString());
        Assert.Null(resumed.Gap);
        Assert.Equal("line 2", Assert.Single(await resumed.TakeAsync(TimeSpan.Zero, Cancel)).Event.Id);
    }

    private EventHub Hub(int history = 100, int buffer = 100, int perKey = 100)
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        var options = Options.Create(new PortalOptions
        {
            Events = new() { HistoryLength = history, ConnectionBuffer = buffer, ConnectionsPerKey = perKey },
        });
        return new EventHub(options, _time, new PortalMetrics(meters), NullLogger<EventHub>.Instance);
    }

    private static EventConnection Reader(Action abort, int buffer = 100) =>
        new("key", Alice, new HashSet<string> { EventTypes.TranscriptPartial, EventTypes.TranscriptLine, EventTypes.CallEnded, EventTypes.CallErased }, buffer, abort);

    private PortalEvent Line(int number, CallParties? parties = null) => new(
        $"line {number}", EventTypes.TranscriptLine, _time.GetUtcNow(), Guid.CreateVersion7(), parties ?? AliceCalls, null, _ => new EventData { CallId = Guid.Empty });
}

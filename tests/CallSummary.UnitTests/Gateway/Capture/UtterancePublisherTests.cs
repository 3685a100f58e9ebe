using System.Diagnostics.Metrics;
using CallSummary.Contracts;
using CallSummary.Gateway.Capture;
using CallSummary.Gateway.Recovery;
using CallSummary.UnitTests.Gateway.Recording;
using MassTransit.Testing;

namespace CallSummary.UnitTests.Gateway.Capture;

public sealed class UtterancePublisherTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_BusDown_SaysSo_AndTheManifestBringsItBack()
    {
        await using var rig = await new RecordingRig().WithDatabaseAsync();
        var harness = await rig.StartBusAsync();
        var call = RecordingRig.Call();
        rig.WriteLeg(call.CallId, Leg.Caller, RecordingRig.Speech());
        var utterance = ManifestTests.Utterance(Leg.Caller, 0) with { Start = 16, End = 16 + (176 * 100), Offset = TimeSpan.Zero, Duration = TimeSpan.FromSeconds(2) };
        rig.WriteManifest(call, utterance);

        rig.BusIsDown = true;
        Assert.False(await rig.Get<UtterancePublisher>().PublishAsync(call, utterance, Cancellation));

        rig.BusIsDown = false;
        Assert.Equal(1, await rig.Get<UtteranceRepublisher>().PublishMissingAsync(rig.Manifest(call.CallId)!, Cancellation));
        var message = Assert.Single(harness.Published.Select<UtteranceCaptured>(new CancellationToken(canceled: true)), p => p.Exception is null).Context.Message;
        Assert.Equal(16_000, message.Audio!.Length);
        Assert.Equal(call.CallerNumber, message.Subscriber);
    }

    [Fact]
    public void Subscriber_BothOrNeither_IsNobody()
    {
        Assert.Null((RecordingRig.Call() with { SubscriberLegs = [] }).Subscriber);
        Assert.Null((RecordingRig.Call() with { SubscriberLegs = [Leg.Caller, Leg.Callee] }).Subscriber);
        Assert.Equal(RecordingRig.Call().CalleeNumber, (RecordingRig.Call() with { SubscriberLegs = [Leg.Callee] }).Subscriber);
    }

    [Fact]
    public async Task Publish_RecordingErasedMeanwhile_SendsNothing()
    {
        await using var rig = new RecordingRig();
        var harness = await rig.StartBusAsync();

        Assert.True(await rig.Get<UtterancePublisher>().PublishAsync(RecordingRig.Call(), ManifestTests.Utterance(Leg.Caller, 0), Cancellation));
        Assert.False(harness.Published.Select<UtteranceCaptured>(new CancellationToken(canceled: true)).Any());
    }

    [Fact]
    public async Task Enqueue_PastItsCapacity_NeverWaits_AndCounts()
    {
        await using var rig = new RecordingRig(null, ("Recording:PublishQueue", "10"));
        using var counted = new Counted(rig.Get<IMeterFactory>());

        var publisher = rig.Get<UtterancePublisher>();
        for (var i = 0; i < 15; i++)
        {
            publisher.Enqueue(RecordingRig.Call(), ManifestTests.Utterance(Leg.Caller, i));
        }

        Assert.Equal(5, counted["utterances.unpublished"]);
    }

    [Fact]
    public async Task OfferPartial_AnythingWaits_LeavesTheRoomToWholeUtterances()
    {
        await using var rig = new RecordingRig(null, ("Recording:PublishQueue", "10"));
        using var counted = new Counted(rig.Get<IMeterFactory>());
        var publisher = rig.Get<UtterancePublisher>();
        for (var i = 0; i < 20; i++)
        {
            publisher.OfferPartial(RecordingRig.Call(), ManifestTests.Utterance(Leg.Caller, i));
        }

        for (var i = 0; i < 6; i++)
        {
            publisher.Enqueue(RecordingRig.Call(), ManifestTests.Utterance(Leg.Callee, i));
        }

        Assert.Equal((0, 16), (counted["utterances.unpublished"], counted["partials.skipped"]));
    }

    /// <summary>The sums of one gateway's counters: other tests count on meters of the same name.</summary>
    private sealed class Counted : IDisposable
    {
        private readonly Dictionary<string, long> _sums = [];
        private readonly MeterListener _listener = new();

        public Counted(IMeterFactory factory)
        {
            _listener.InstrumentPublished = (instrument, me) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    me.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, count, _, _) => _sums[instrument.Name] = _sums.GetValueOrDefault(instrument.Name) + count);
            _listener.Start();
        }

        public long this[string name] => _sums.GetValueOrDefault($"callsummary.gateway.{name}");

        public void Dispose() => _listener.Dispose();
    }
}

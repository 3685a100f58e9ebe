using System.Net;
using CallSummary.Rtp;

namespace CallSummary.IntegrationTests.Rtp;

/// <summary>Two peers whose legs are connected, on loopback.</summary>
internal sealed class TwoLegs : IAsyncDisposable
{
    private TwoLegs(MediaEngine engine, RecordingSink callerSink, RecordingSink calleeSink, MediaLeg caller, MediaLeg callee, MediaFormat? callersFormat, MediaFormat? calleesFormat)
    {
        Engine = engine;
        CallerSink = callerSink;
        CalleeSink = calleeSink;
        Caller = caller;
        Callee = callee;
        CallerPeer = new RtpPeer(caller.LocalEndPoint, callersFormat ?? MediaFormat.Pcmu, 111);
        CalleePeer = new RtpPeer(callee.LocalEndPoint, calleesFormat ?? MediaFormat.Pcma with { TelephoneEventPayloadType = 96 }, 222);
    }

    public MediaEngine Engine { get; }

    public RecordingSink CallerSink { get; }

    public RecordingSink CalleeSink { get; }

    public MediaLeg Caller { get; }

    public MediaLeg Callee { get; }

    public RtpPeer CallerPeer { get; }

    public RtpPeer CalleePeer { get; }

    public static MediaEngineOptions Options { get; } = new() { BindAddress = IPAddress.Loopback, FirstPort = 20000, LastPort = 29999 };

    public static MediaEngineOptions Portable { get; } = Options with { Transport = MediaTransport.Portable };

    public static MediaEngineOptions Batched { get; } = Options with { Transport = MediaTransport.Batched };

    public static MediaEngineOptions Shared { get; } = Batched with { SharedPorts = true };

    public static TwoLegs Create(MediaEngineOptions? options = null, MediaFormat? callersFormat = null, MediaFormat? calleesFormat = null)
    {
        var engine = new MediaEngine(options ?? Options);
        var start = TimeProvider.System.GetTimestamp();
        var callerSink = new RecordingSink(start);
        var calleeSink = new RecordingSink(start);
        Assert.Equal(OpenLegResult.Opened, engine.OpenLeg(callerSink, out var caller));
        Assert.Equal(OpenLegResult.Opened, engine.OpenLeg(calleeSink, out var callee));
        var legs = new TwoLegs(engine, callerSink, calleeSink, caller!, callee!, callersFormat, calleesFormat);
        caller!.SetRemote(legs.CallerPeer.EndPoint, legs.CallerPeer.Format);
        callee!.SetRemote(legs.CalleePeer.EndPoint, legs.CalleePeer.Format);
        caller.RelayTo(callee);
        callee.RelayTo(caller);
        return legs;
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await CallerPeer.DisposeAsync();
        await CalleePeer.DisposeAsync();
    }
}

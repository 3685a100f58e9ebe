using System.Diagnostics.Metrics;
using CallSummary.Contracts;

namespace CallSummary.Gateway;

/// <summary>The gateway's meter, <c>CallSummary.Gateway</c>.</summary>
internal sealed class GatewayMetrics
{
    public const string MeterName = "CallSummary.Gateway";

    private readonly UpDownCounter<long> _active;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _rejected;
    private readonly Histogram<double> _setup;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _consent;
    private readonly Counter<long> _packets;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _writeErrors;
    private readonly Counter<long> _utterances;
    private readonly Counter<long> _unpublished;
    private readonly Counter<long> _partialsSkipped;
    private readonly Counter<long> _republished;
    private readonly Counter<long> _recovered;
    private readonly Counter<long> _unreadable;
    private readonly UpDownCounter<long> _hopsDown;
    private readonly Counter<long> _handshakes;

    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _active = meter.CreateUpDownCounter<long>("callsummary.gateway.calls.active", "{call}", "Calls that are ringing or up.");
        _calls = meter.CreateCounter<long>("callsummary.gateway.calls", "{call}", "Calls that ended, by termination.");
        _rejected = meter.CreateCounter<long>("callsummary.gateway.calls.rejected", "{call}", "Calls turned away before anything was dialled, by SIP status.");
        _setup = meter.CreateHistogram<double>("callsummary.gateway.call.setup.duration", "s", "From INVITE to answer.");
        _duration = meter.CreateHistogram<double>("callsummary.gateway.call.duration", "s", "From answer to end.");
        _consent = meter.CreateCounter<long>("callsummary.gateway.consent", "{call}", "Calls that reached a consent state, by state.");
        _packets = meter.CreateCounter<long>("callsummary.gateway.recorder.packets", "{packet}", "Packets handed to recorders.");
        _dropped = meter.CreateCounter<long>("callsummary.gateway.recorder.dropped", "{packet}", "Packets a recorder lost because the disk was too slow.");
        _writeErrors = meter.CreateCounter<long>("callsummary.gateway.recorder.write_errors", "{error}", "Recordings that stopped because the disk refused a write.");
        _utterances = meter.CreateCounter<long>("callsummary.gateway.utterances", "{utterance}", "Utterances cut.");
        _unpublished = meter.CreateCounter<long>("callsummary.gateway.utterances.unpublished", "{utterance}", "Utterances that could not be published when cut; the sweeper publishes them later.");
        _partialsSkipped = meter.CreateCounter<long>("callsummary.gateway.partials.skipped", "{utterance}", "Times that the sound of an utterance still going on was not sent, because the bus was busy.");
        _republished = meter.CreateCounter<long>("callsummary.gateway.utterances.republished", "{utterance}", "Utterances published again because no text came back.");
        _recovered = meter.CreateCounter<long>("callsummary.gateway.calls.recovered", "{call}", "Calls finished from their recording after a crash.");
        _hopsDown = meter.CreateUpDownCounter<long>("callsummary.gateway.trunk.hops_down", "{hop}", "Next hops that do not answer, by trunk.");
        _handshakes = meter.CreateCounter<long>("callsummary.gateway.dtls.handshakes", "{handshake}", "DTLS handshakes for SRTP keys, by result.");
        _unreadable = meter.CreateCounter<long>("callsummary.gateway.siprec.metadata_unreadable", "{document}", "Metadata of recorders that could not be read.");
    }

    public void CallAdmitted() => _active.Add(1);

    public void CallEnded(CallTermination termination, TimeSpan? duration)
    {
        var tag = new KeyValuePair<string, object?>("termination", termination.ToString());
        _active.Add(-1);
        _calls.Add(1, tag);
        if (duration is { } length)
        {
            _duration.Record(length.TotalSeconds, tag);
        }
    }

    public void CallRejected(int status) => _rejected.Add(1, new KeyValuePair<string, object?>("status", status));

    public void CallAnswered(TimeSpan setup) => _setup.Record(setup.TotalSeconds);

    public void ConsentReached(ConsentState state) => _consent.Add(1, new KeyValuePair<string, object?>("state", state.ToString()));

    public void RecorderClosed(long packets, long dropped)
    {
        _packets.Add(packets);
        _dropped.Add(dropped);
    }

    public void RecorderFailed() => _writeErrors.Add(1);

    public void UtteranceCut() => _utterances.Add(1);

    public void UtteranceUnpublished() => _unpublished.Add(1);

    public void PartialSkipped() => _partialsSkipped.Add(1);

    public void UtterancesRepublished(int count) => _republished.Add(count);

    public void HopChanged(string trunk, bool isUp) => _hopsDown.Add(isUp ? -1 : 1, new KeyValuePair<string, object?>("trunk", trunk));

    public void MetadataUnreadable() => _unreadable.Add(1);

    public void HandshakeEnded(string result) => _handshakes.Add(1, new KeyValuePair<string, object?>("result", result));

    public void CallRecovered() => _recovered.Add(1);
}

using CallSummary.Gateway.Capture;
using CallSummary.Storage.Recordings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Recording;

/// <summary>What every recorder shares.</summary>
internal sealed class RecorderServices(
    IRecordingStore store,
    UtterancePublisher publisher,
    CallLedger ledger,
    GatewayMetrics metrics,
    IOptions<GatewayOptions> options,
    TimeProvider time,
    ILogger<CallRecorder> logger)
{
    public IRecordingStore Store => store;

    public UtterancePublisher Publisher => publisher;

    public CallLedger Ledger => ledger;

    public GatewayMetrics Metrics => metrics;

    public RecordingOptions Options { get; } = options.Value.Recording;

    public TimeProvider Time => time;

    public ILogger Logger => logger;
}

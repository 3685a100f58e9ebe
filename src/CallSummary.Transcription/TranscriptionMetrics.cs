using System.Diagnostics;
using System.Diagnostics.Metrics;
using CallSummary.Contracts;
using CallSummary.Transcription.Partials;

namespace CallSummary.Transcription;

/// <summary>The meter <c>CallSummary.Transcription</c>.</summary>
internal sealed class TranscriptionMetrics
{
    public const string MeterName = "CallSummary.Transcription";

    // OpenTelemetry's own buckets begin at 5: all of a healthy service would lie in the first.
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300] };
    private static readonly InstrumentAdvice<double> Factors = new() { HistogramBucketBoundaries = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5] };

    private readonly Counter<long> _utterances;
    private readonly Counter<long> _drops;
    private readonly Counter<long> _attemptsFailed;
    private readonly Counter<double> _audio;
    private readonly Histogram<double> _processing;
    private readonly Histogram<double> _realTimeFactor;
    private readonly Histogram<double> _lag;
    private readonly UpDownCounter<int> _busy;
    private readonly UpDownCounter<int> _waiting;
    private readonly Counter<long> _crashes;
    private readonly Counter<long> _fallbacks;
    private readonly Counter<long> _partials;

    public TranscriptionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _utterances = meter.CreateCounter<long>("callsummary.transcription.utterances", "{utterance}", "Utterances published, by language.");
        _drops = meter.CreateCounter<long>("callsummary.transcription.drops", "{utterance}", "Utterances published without text, by reason.");
        _attemptsFailed = meter.CreateCounter<long>("callsummary.transcription.attempts.failed", "{attempt}", "Attempts that ended in an error, by its type.");
        _audio = meter.CreateCounter<double>("callsummary.transcription.audio", "s", "Length of the utterances published.");
        _processing = meter.CreateHistogram<double>("callsummary.transcription.processing.duration", "s", "Time from an utterance's start of work to its text, waiting included.", advice: Seconds);
        _realTimeFactor = meter.CreateHistogram<double>("callsummary.transcription.real_time_factor", "1", "Processing time for each second of audio.", advice: Factors);
        _lag = meter.CreateHistogram<double>("callsummary.transcription.lag", "s", "Time from an utterance's publication to its text, the wait on the bus included.", advice: Seconds);
        _crashes = meter.CreateCounter<long>("callsummary.transcription.workers.crashed", "{worker}", "Worker processes that ended while they worked.");
        _fallbacks = meter.CreateCounter<long>("callsummary.transcription.fallbacks", "{utterance}", "Utterances that the speech server did not do and the local model did.");
        _partials = meter.CreateCounter<long>("callsummary.transcription.partials", "{utterance}", "Beginnings of utterances still being said, by what became of them.");
        _busy = meter.CreateUpDownCounter<int>("callsummary.transcription.workers.busy", "{worker}", "Workers at work.");
        _waiting = meter.CreateUpDownCounter<int>("callsummary.transcription.workers.waiting", "{utterance}", "Utterances that wait for a worker.");
    }

    public void Published(UtteranceTranscribed utterance, TimeSpan took)
    {
        var length = utterance.Duration.TotalSeconds;
        _utterances.Add(1, new KeyValuePair<string, object?>("language", utterance.Language));
        _audio.Add(length);
        _processing.Record(took.TotalSeconds);
        if (length > 0)
        {
            _realTimeFactor.Record(took.TotalSeconds / length);
        }

        if (utterance.Drop != TranscriptDrop.None)
        {
            _drops.Add(1, new KeyValuePair<string, object?>("reason", utterance.Drop.ToString()));
        }
    }

    public void Lag(TimeSpan lag) => _lag.Record(lag.TotalSeconds);

    public void AttemptFailed(Exception error) => _attemptsFailed.Add(1, new TagList { { "error.type", error.GetType().Name } });

    public void WorkerCrashed() => _crashes.Add(1);

    public void FellBack() => _fallbacks.Add(1);

    public void Partial(PartialOutcome outcome) => _partials.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void Busy(int change) => _busy.Add(change);

    public void Waiting(int change) => _waiting.Add(change);
}

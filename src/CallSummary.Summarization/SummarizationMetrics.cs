using System.Diagnostics.Metrics;
using CallSummary.Contracts;
using CallSummary.Summarization.Transcripts;

namespace CallSummary.Summarization;

/// <summary>The stage's meter, <c>CallSummary.Summarization</c>.</summary>
internal sealed class SummarizationMetrics
{
    public const string MeterName = "CallSummary.Summarization";

    private readonly Counter<long> _utterances;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _risks;
    private readonly Histogram<double> _duration;

    public SummarizationMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _utterances = meter.CreateCounter<long>("callsummary.summarization.utterances", "{utterance}", "Transcribed utterances received, by what became of them.");
        _dropped = meter.CreateCounter<long>("callsummary.summarization.dropped_items", "{item}", "Items that a model wrote and the transcript did not support.");
        _risks = meter.CreateCounter<long>("callsummary.summarization.risks", "{warning}", "Running calls that began to look like voice phishing, by level.");
        _duration = meter.CreateHistogram<double>("callsummary.summarization.duration", "s", "Time to write one summary, by engine and by why no model wrote it.");
    }

    public void RiskRaised(RiskLevel level) => _risks.Add(1, KeyValuePair.Create<string, object?>("level", level.ToString()));

    public void UtteranceHandled(ProgressOutcome outcome) => _utterances.Add(1, KeyValuePair.Create<string, object?>("outcome", outcome.ToString()));

    public void Summarized(SummaryEngine engine, SummaryFailure failure, int dropped, TimeSpan elapsed)
    {
        _dropped.Add(dropped);
        _duration.Record(elapsed.TotalSeconds, KeyValuePair.Create<string, object?>("engine", engine.ToString()), KeyValuePair.Create<string, object?>("failure", failure.ToString()));
    }
}

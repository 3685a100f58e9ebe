using System.Diagnostics.Metrics;
using CallSummary.Contracts;
using CallSummary.Summarization.Llama;
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
    private readonly Histogram<double> _delay;
    private readonly Histogram<double> _promptRead;
    private readonly Histogram<double> _firstToken;
    private readonly Histogram<double> _request;

    public SummarizationMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _utterances = meter.CreateCounter<long>("callsummary.summarization.utterances", "{utterance}", "Transcribed utterances received, by what became of them.");
        _dropped = meter.CreateCounter<long>("callsummary.summarization.dropped_items", "{item}", "Items that a model wrote and the transcript did not support.");
        _risks = meter.CreateCounter<long>("callsummary.summarization.risks", "{warning}", "Running calls that began to look like voice phishing, by level.");
        _duration = meter.CreateHistogram<double>("callsummary.summarization.duration", "s", "Time to write one summary, by engine and by why no model wrote it.");
        _delay = meter.CreateHistogram<double>("callsummary.summarization.delay", "s", "Time from a call's end until its summary is stored, by engine.");
        _promptRead = meter.CreateHistogram<double>("callsummary.summarization.prefill", "s", "Time from a question to the model in this process until its prompt is read, waiting for a place included.");

        // OpenTelemetry's semantic conventions for generative AI, seen from the model's side.
        _firstToken = meter.CreateHistogram<double>("gen_ai.server.time_to_first_token", "s", "Time from a question to the model in this process to the first text.");
        _request = meter.CreateHistogram<double>("gen_ai.server.request.duration", "s", "Time from a question to the model in this process to the last token.");
    }

    public void RiskRaised(RiskLevel level) => _risks.Add(1, KeyValuePair.Create<string, object?>("level", level.ToString()));

    public void UtteranceHandled(ProgressOutcome outcome) => _utterances.Add(1, KeyValuePair.Create<string, object?>("outcome", outcome.ToString()));

    public void Generated(GeneratedAnswer answer)
    {
        _promptRead.Record(answer.PromptRead.TotalSeconds);
        _firstToken.Record(answer.FirstText.TotalSeconds);
        _request.Record(answer.Written.TotalSeconds);
    }

    public void Summarized(SummaryEngine engine, SummaryFailure failure, int dropped, TimeSpan elapsed)
    {
        _dropped.Add(dropped);
        _duration.Record(elapsed.TotalSeconds, KeyValuePair.Create<string, object?>("engine", engine.ToString()), KeyValuePair.Create<string, object?>("failure", failure.ToString()));
    }

    /// <summary>The first summary of a call is stored, so long after its end.</summary>
    public void Stored(SummaryEngine engine, TimeSpan delay) => _delay.Record(Math.Max(0, delay.TotalSeconds), KeyValuePair.Create<string, object?>("engine", engine.ToString()));
}

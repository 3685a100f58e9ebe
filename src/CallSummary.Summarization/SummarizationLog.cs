using CallSummary.Contracts;
using CallSummary.Storage.Reruns;
using Microsoft.Extensions.Logging;

namespace CallSummary.Summarization;

/// <summary>Every log line of this stage. Never what was said or who said it.</summary>
internal static partial class SummarizationLog
{
    [LoggerMessage(1, LogLevel.Information, "Summary model {Model} loaded: {Architecture}, {ContextTokens} tokens of context")]
    public static partial void ModelLoaded(this ILogger logger, string model, string architecture, int contextTokens);

    [LoggerMessage(2, LogLevel.Warning, "llama.cpp: {Text}")]
    public static partial void NativeError(this ILogger logger, string text);

    [LoggerMessage(3, LogLevel.Warning, "The summary model is the bundled demonstration model: it verifies the installation and is not for real calls. Name another in CallSummary:Summarization:Llama:ModelPath")]
    public static partial void DemonstrationModel(this ILogger logger);

    [LoggerMessage(4, LogLevel.Debug, "Call {CallId}: utterance {Leg} {Sequence}: {Outcome}")]
    public static partial void UtteranceHandled(this ILogger logger, Guid callId, Leg leg, int sequence, Transcripts.ProgressOutcome outcome);

    [LoggerMessage(5, LogLevel.Information, "Call {CallId}: transcript finished, {Missing} utterances missing")]
    public static partial void Transcribed(this ILogger logger, Guid callId, int missing);

    [LoggerMessage(6, LogLevel.Information, "Call {CallId}: summary for the {Leg} stored, engine {Engine}, reason {Failure}, {Dropped} items dropped, {Seconds:0.00} s")]
    public static partial void Summarized(this ILogger logger, Guid callId, Leg leg, SummaryEngine engine, SummaryFailure failure, int dropped, double seconds);

    [LoggerMessage(7, LogLevel.Warning, "Call {CallId}: {Model} wrote no usable summary ({Failure}, {Cause})")]
    public static partial void FellBack(this ILogger logger, Guid callId, string model, SummaryFailure failure, string cause);

    [LoggerMessage(8, LogLevel.Information, "Call {CallId}: work in flight dropped, because the call was erased or its consent is gone")]
    public static partial void WorkDropped(this ILogger logger, Guid callId);

    [LoggerMessage(9, LogLevel.Information, "{Count} unfinished calls taken up again")]
    public static partial void Swept(this ILogger logger, int count);

    [LoggerMessage(11, LogLevel.Warning, "Call {CallId}: reading ahead while it runs failed; it is read at its end")]
    public static partial void ReadingAheadFailed(this ILogger logger, Guid callId, Exception exception);

    [LoggerMessage(12, LogLevel.Warning, "Call {CallId}: signs of voice phishing, {Level} ({Sign})")]
    public static partial void RiskRaised(this ILogger logger, Guid callId, RiskLevel level, string sign);

    [LoggerMessage(13, LogLevel.Information, "Call {CallId}: the {Leg}'s extractive summary is replaced by the model's")]
    public static partial void WrittenLate(this ILogger logger, Guid callId, Leg leg);

    [LoggerMessage(14, LogLevel.Information, "Call {CallId}: the {Kind} that was asked for again ended with {Outcome}")]
    public static partial void RerunEnded(this ILogger logger, Guid callId, RerunKind kind, RerunOutcome outcome);

    [LoggerMessage(30, LogLevel.Warning, "The template of tenant {Tenant} could not be read; the one from before holds")]
    public static partial void TemplateUnread(this ILogger logger, string tenant, Exception exception);

    [LoggerMessage(10, LogLevel.Warning, "Looking for unfinished calls failed; it is tried again in {Interval}")]
    public static partial void SweepFailed(this ILogger logger, TimeSpan interval, Exception exception);
}

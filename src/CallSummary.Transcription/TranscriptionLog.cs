using CallSummary.Contracts;
using Microsoft.Extensions.Logging;

namespace CallSummary.Transcription;

/// <summary>All log lines of the stage. Text of a call never stands above Debug.</summary>
internal static partial class TranscriptionLog
{
    private static readonly Func<ILogger, Guid, IDisposable?> Call = LoggerMessage.DefineScope<Guid>("Call {CallId}");

    public static IDisposable? InCall(ILogger logger, Guid callId) => Call(logger, callId);

    [LoggerMessage(1, LogLevel.Information, "Whisper model {Model}, {WeightMegaBytes:F0} MB of weights: {Workers} workers of {Threads} threads ({Why}), {StateMegaBytes:F0} MB each while at work, {AllMegaBytes:F0} MB in all. {Features}")]
    public static partial void ModelLoaded(
        ILogger logger, string model, double weightMegaBytes, int workers, int threads, string why, double stateMegaBytes, double allMegaBytes, string features);

    [LoggerMessage(2, LogLevel.Warning, "{Model} is a {Notice}")]
    public static partial void Demonstration(ILogger logger, string model, string notice);

    [LoggerMessage(3, LogLevel.Debug, "whisper.cpp {Level}: {Line}")]
    public static partial void Native(ILogger logger, string level, string line);

    [LoggerMessage(4, LogLevel.Information, "Utterances are transcribed by {Server} with {Model}")]
    public static partial void ServerChosen(ILogger logger, Uri server, string model);

    [LoggerMessage(5, LogLevel.Debug, "Utterance {Leg} {Sequence}: {Language}, {Drop}, {Milliseconds:F0} ms")]
    public static partial void Transcribed(ILogger logger, Leg leg, int sequence, string language, TranscriptDrop drop, double milliseconds);

    [LoggerMessage(6, LogLevel.Warning, "Utterance {Leg} {Sequence} cannot be read and is published without text: {Reason}")]
    public static partial void Unreadable(ILogger logger, Leg leg, int sequence, string reason);

    [LoggerMessage(7, LogLevel.Warning, "Utterance {Leg} {Sequence} failed at attempt {Attempt} of {Attempts}")]
    public static partial void AttemptFailed(ILogger logger, Exception error, Leg leg, int sequence, int attempt, int attempts);

    [LoggerMessage(8, LogLevel.Error, "Utterance {Leg} {Sequence} is given up after {Attempts} attempts and published without text")]
    public static partial void GivenUp(ILogger logger, Leg leg, int sequence, int attempts);

    [LoggerMessage(9, LogLevel.Error, "The chosen model is not used; {Model} stays. {Reason}")]
    public static partial void SwitchFailed(ILogger logger, string reason, string model);

    [LoggerMessage(10, LogLevel.Information, "Workers run as processes, at most {Workers} of {Threads} threads ({Why}), each with its own weights of {Model}")]
    public static partial void WorkersAreProcesses(ILogger logger, int workers, int threads, string why, string model);

    [LoggerMessage(11, LogLevel.Error, "{Reason} Crash {Crash} of {Crashes} for this utterance; another worker takes it unless it was the last")]
    public static partial void WorkerCrashed(ILogger logger, string reason, int crash, int crashes);

    [LoggerMessage(12, LogLevel.Error, "Utterance {Leg} {Sequence} is set aside and published without text: {Reason} Its audio is in the recording, bytes {Start} to {End}{Kept}")]
    public static partial void SetAside(ILogger logger, Leg leg, int sequence, string reason, long start, long end, string kept);

    [LoggerMessage(13, LogLevel.Warning, "The speech server does not answer; the local model takes over: {Reason}")]
    public static partial void FallsBack(ILogger logger, string reason);

    [LoggerMessage(14, LogLevel.Debug, "The beginning of utterance {Leg} {Sequence} is not shown: {Reason}")]
    public static partial void PartialFailed(ILogger logger, Leg leg, int sequence, string reason);

    [LoggerMessage(15, LogLevel.Warning, "The call is not transcribed again: {Outcome}")]
    public static partial void NotTranscribedAgain(ILogger logger, RerunOutcome outcome);

    [LoggerMessage(16, LogLevel.Error, "The model that was asked for is not used. {Reason}")]
    public static partial void ModelNotLoaded(ILogger logger, string reason);
}

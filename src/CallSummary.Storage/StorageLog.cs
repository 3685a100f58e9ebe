using Microsoft.Extensions.Logging;

namespace CallSummary.Storage;

internal static partial class StorageLog
{
    [LoggerMessage(1, LogLevel.Information, "Bringing the database up to date: {Count} migrations, the last is {Last}")]
    public static partial void Migrating(this ILogger logger, int count, string last);

    [LoggerMessage(10, LogLevel.Warning, "{Failed} of {Total} outbox messages could not be published; they stay and are tried again. First error: {Error}")]
    public static partial void PublishFailed(this ILogger logger, int failed, int total, string error);

    [LoggerMessage(11, LogLevel.Error, "{Count} outbox messages of type {MessageType} are unknown to this version and stay in the outbox. Another version wrote them: run that version until its outbox is empty")]
    public static partial void UnknownMessages(this ILogger logger, int count, string messageType);

    [LoggerMessage(12, LogLevel.Warning, "The outbox cannot be read; trying again in {Delay}")]
    public static partial void OutboxUnavailable(this ILogger logger, TimeSpan delay, Exception exception);

    [LoggerMessage(20, LogLevel.Information, "Call {CallId} erased")]
    public static partial void Erased(this ILogger logger, Guid callId);

    [LoggerMessage(21, LogLevel.Error, "The recording of the erased call {CallId} could not be deleted; it is tried again at the next start")]
    public static partial void RecordingNotDeleted(this ILogger logger, Guid callId, Exception exception);

    [LoggerMessage(22, LogLevel.Error, "Recordings of erased calls could not be looked for; it is tried again at the next start")]
    public static partial void ResumptionFailed(this ILogger logger, Exception exception);

    [LoggerMessage(30, LogLevel.Warning, "What subscribers chose cannot be read; calls are treated as was chosen before. It is tried again every second")]
    public static partial void ChoicesUnavailable(this ILogger logger, Exception exception);

    [LoggerMessage(31, LogLevel.Information, "{Count} choices of subscribers, which calls to summarise, hold from the next call on")]
    public static partial void ChoicesRead(this ILogger logger, int count);
}

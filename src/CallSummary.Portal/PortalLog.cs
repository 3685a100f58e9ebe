using CallSummary.Portal.Webhooks;
using CallSummary.Storage.Subscribers;
using Microsoft.Extensions.Logging;

namespace CallSummary.Portal;

/// <summary>What the portal logs. Never a number, a text, a key, a webhook's URL or its secret.</summary>
internal static partial class PortalLog
{
    [LoggerMessage(1, LogLevel.Warning, "An event stream of key {KeyId} was ended: its reader fell more than {Buffer} events behind.")]
    public static partial void SlowReader(this ILogger logger, string keyId, int buffer);

    [LoggerMessage(2, LogLevel.Error, "An event stream failed.")]
    public static partial void StreamFailed(this ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "The request body was not usable.")]
    public static partial void BadRequest(this ILogger logger);

    [LoggerMessage(4, LogLevel.Error, "A request failed.")]
    public static partial void RequestFailed(this ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Debug, "Delivery {DeliveryId} to webhook {WebhookId}: attempt {Attempt} ended as {Outcome}, status {Status}.")]
    public static partial void Attempted(this ILogger logger, Guid deliveryId, Guid webhookId, int attempt, DeliveryOutcome outcome, int? status);

    [LoggerMessage(6, LogLevel.Warning, "Delivery {DeliveryId} to webhook {WebhookId} was given up after {Attempts} attempts ({Outcome}). It is listed as dead and can be sent again.")]
    public static partial void Dead(this ILogger logger, Guid deliveryId, Guid webhookId, int attempts, DeliveryOutcome outcome);

    [LoggerMessage(7, LogLevel.Error, "The webhook dispatcher could not reach the database; it tries again in {Wait}.")]
    public static partial void DispatcherFailed(this ILogger logger, TimeSpan wait, Exception exception);

    [LoggerMessage(8, LogLevel.Error, "The webhook sweep failed; it tries again in {Wait}.")]
    public static partial void SweepFailed(this ILogger logger, TimeSpan wait, Exception exception);

    [LoggerMessage(9, LogLevel.Information, "The sweep made {Count} webhook deliveries that a lost message had left out.")]
    public static partial void Swept(this ILogger logger, int count);

    [LoggerMessage(10, LogLevel.Error, "Recording of call {CallId} cannot be read.")]
    public static partial void UnreadableRecording(this ILogger logger, Guid callId, Exception exception);

    [LoggerMessage(11, LogLevel.Error, "Delivery {DeliveryId} failed in an unforeseen way; it is tried again when its lease ends.")]
    public static partial void DeliveryFailed(this ILogger logger, Guid deliveryId, Exception exception);

    [LoggerMessage(12, LogLevel.Error, "Calls could not be indexed for search; it is tried again in {Wait}.")]
    public static partial void IndexingFailed(this ILogger logger, TimeSpan wait, Exception exception);

    [LoggerMessage(13, LogLevel.Warning, "Signing in by the identity provider failed: {Reason}")]
    public static partial void ExternalSignInFailed(this ILogger logger, string reason);

    [LoggerMessage(14, LogLevel.Warning, "A notice to device {DeviceId} was not taken: {Reason}")]
    public static partial void NoticeFailed(this ILogger logger, Guid deviceId, string reason);

    [LoggerMessage(15, LogLevel.Information, "Device {DeviceId} is gone; its push service said so. No more notices are sent to it.")]
    public static partial void DeviceGone(this ILogger logger, Guid deviceId);

    [LoggerMessage(16, LogLevel.Information, "{Count} calls were erased because their subscribers keep them no longer.")]
    public static partial void Retired(this ILogger logger, int count);

    [LoggerMessage(30, LogLevel.Error, "Old SIP messages of calls could not be removed; it is tried again in {Wait}.")]
    public static partial void TracesNotSwept(this ILogger logger, TimeSpan wait, Exception exception);

    [LoggerMessage(17, LogLevel.Error, "Calls past their time could not be erased; it is tried again in {Wait}.")]
    public static partial void RetirementFailed(this ILogger logger, TimeSpan wait, Exception exception);

    [LoggerMessage(40, LogLevel.Warning, "The push service ({Kind}) does not take what is sent in our name: status {Status}. Check the key file and ids of CallSummary:Portal:Push.")]
    public static partial void PushAccountRefused(this ILogger logger, PushKind kind, int status);
}

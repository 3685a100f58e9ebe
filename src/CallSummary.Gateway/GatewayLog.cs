using System.Net;
using CallSummary.Contracts;
using CallSummary.Sip.Registration;
using Microsoft.Extensions.Logging;

namespace CallSummary.Gateway;

/// <summary>Every line that the gateway logs. No numbers and no text of calls above Debug.</summary>
internal static partial class GatewayLog
{
    private static readonly Func<ILogger, Guid, IDisposable?> Scope = LoggerMessage.DefineScope<Guid>("Call {CallId}");

    /// <summary>Everything logged inside carries the call's id.</summary>
    public static IDisposable? CallScope(this ILogger logger, Guid callId) => Scope(logger, callId);

    [LoggerMessage(1, LogLevel.Information, "Gateway {Instance} takes calls on {ListenPoints}.")]
    public static partial void Listening(this ILogger logger, string instance, string listenPoints);

    [LoggerMessage(2, LogLevel.Information, "Stopping: no new calls; waiting up to {Limit} for {Calls} calls to end.")]
    public static partial void Draining(this ILogger logger, TimeSpan limit, int calls);

    [LoggerMessage(3, LogLevel.Warning, "Ending {Calls} calls that are still up: the drain time is over. Raise CallSummary:Gateway:Limits:DrainTimeout to wait longer.")]
    public static partial void EndingCalls(this ILogger logger, int calls);

    [LoggerMessage(4, LogLevel.Error, "The SIP stack caught an error of the gateway.")]
    public static partial void HandlerFaulted(this ILogger logger, Exception exception);

    [LoggerMessage(10, LogLevel.Warning, "A call from {Source} was refused: the address is in no trunk's Peers, or shows none of that trunk's CertificateNames. To let it call, add it to CallSummary:Gateway:Trunks:n:Peers. {Suppressed} more of the kind were not logged.")]
    public static partial void UnlistedSource(this ILogger logger, IPAddress source, long suppressed);

    [LoggerMessage(11, LogLevel.Information, "Trunk {Trunk}: a call was refused with {Status} ({Reason}).")]
    public static partial void Refused(this ILogger logger, string trunk, int status, string reason);

    [LoggerMessage(12, LogLevel.Debug, "Trunk {Trunk}: no route for {Number}.")]
    public static partial void NoRoute(this ILogger logger, string trunk, string number);

    [LoggerMessage(13, LogLevel.Warning, "Trunk {Trunk}: a recorder's session was refused, for nobody can hear a notice from it. If the carrier announces the recording itself, set the trunk's Consent to AlreadyAnnounced.")]
    public static partial void RecorderWithoutConsent(this ILogger logger, string trunk);

    [LoggerMessage(14, LogLevel.Warning, "Trunk {Trunk}: a recorder's metadata cannot be read; its audio is recorded all the same.")]
    public static partial void MetadataUnreadable(this ILogger logger, string trunk);

    [LoggerMessage(15, LogLevel.Information, "Call {CallId} (SIP Call-ID {SipCallId}) is recorded by a recorder's session with {Streams} streams.")]
    public static partial void RecordingStarted(this ILogger logger, Guid callId, string sipCallId, int streams);

    [LoggerMessage(16, LogLevel.Information, "Call {CallId}: neither party turned out to be a subscriber; nothing of it is kept.")]
    public static partial void NoSubscriber(this ILogger logger, Guid callId);

    [LoggerMessage(17, LogLevel.Warning, "Trunk {Trunk}: hop {Hop} does not answer; calls go to the others.")]
    public static partial void HopDown(this ILogger logger, string trunk, string hop);

    [LoggerMessage(18, LogLevel.Information, "Trunk {Trunk}: hop {Hop} answers again.")]
    public static partial void HopUp(this ILogger logger, string trunk, string hop);

    [LoggerMessage(26, LogLevel.Warning, "Trunk {Trunk} is not registered: {State}, status {Status}. It is tried again.")]
    public static partial void NotRegistered(this ILogger logger, string trunk, SipRegistrationState state, int? status);

    [LoggerMessage(27, LogLevel.Information, "Trunk {Trunk} is registered again.")]
    public static partial void RegisteredAgain(this ILogger logger, string trunk);

    [LoggerMessage(19, LogLevel.Information, "The changed settings hold from the next call on: {Trunks} trunks.")]
    public static partial void SettingsTaken(this ILogger logger, int trunks);

    [LoggerMessage(25, LogLevel.Error, "The changed settings are not valid and change nothing. {Problems}")]
    public static partial void SettingsRefused(this ILogger logger, string problems);

    [LoggerMessage(60, LogLevel.Warning, "What the console has set could not be read; what was read before holds. It is tried again in {Interval}.")]
    public static partial void ConsoleSettingsUnread(this ILogger logger, TimeSpan interval, Exception exception);

    [LoggerMessage(62, LogLevel.Information, "Call {CallId}: its recording was paused.")]
    public static partial void RecordingPaused(this ILogger logger, Guid callId);

    [LoggerMessage(63, LogLevel.Information, "Call {CallId}: its recording goes on.")]
    public static partial void RecordingResumed(this ILogger logger, Guid callId);

    [LoggerMessage(64, LogLevel.Warning, "The SIP messages of a call could not be published (call {CallId}): its ladder is lost. {Problem}")]
    public static partial void TraceUnpublished(this ILogger logger, Guid callId, string problem);

    [LoggerMessage(61, LogLevel.Debug, "The gateway's status could not be published: {Problem}")]
    public static partial void StatusUnpublished(this ILogger logger, string problem);

    [LoggerMessage(20, LogLevel.Information, "Call {CallId} (SIP Call-ID {SipCallId}) was answered after {Setup}.")]
    public static partial void Answered(this ILogger logger, TimeSpan setup, Guid callId, string sipCallId);

    [LoggerMessage(21, LogLevel.Information, "Ended: {Termination} after {Duration}.")]
    public static partial void Ended(this ILogger logger, CallTermination termination, TimeSpan? duration);

    [LoggerMessage(22, LogLevel.Error, "The call failed by an error of the gateway; it was ended.")]
    public static partial void CallFaulted(this ILogger logger, Exception exception);

    [LoggerMessage(23, LogLevel.Warning, "The notice could not be played to every party: nothing of the call is kept.")]
    public static partial void NoticeFailed(this ILogger logger);

    [LoggerMessage(24, LogLevel.Information, "Call {CallId}: consent or the call itself was taken back; its recording was deleted.")]
    public static partial void Discarded(this ILogger logger, Guid callId);

    [LoggerMessage(28, LogLevel.Information, "Call {CallId} was transferred: another party has taken a party's place.")]
    public static partial void Transferred(this ILogger logger, Guid callId);

    [LoggerMessage(29, LogLevel.Warning, "{Codec} is not offered: it needs {Missing}, which this machine does not have. Install it for calls with mobile networks.")]
    public static partial void CodecAbsent(this ILogger logger, string codec, string missing);

    [LoggerMessage(30, LogLevel.Error, "Call {CallId} is not recorded any further: the disk refused. The call itself goes on.")]
    public static partial void RecordingStopped(this ILogger logger, Guid callId, Exception exception);

    [LoggerMessage(31, LogLevel.Error, "Recorder of call {CallId} failed.")]
    public static partial void RecorderFaulted(this ILogger logger, Guid callId, Exception exception);

    [LoggerMessage(32, LogLevel.Error, "New calls are refused: {Free} bytes are free where recordings are kept, {Minimum} are wanted. Free space, or move CallSummary:Storage:RecordingsDirectory.")]
    public static partial void DiskLow(this ILogger logger, long free, long minimum);

    [LoggerMessage(33, LogLevel.Information, "New calls are taken again: {Free} bytes are free where recordings are kept.")]
    public static partial void DiskHasRoom(this ILogger logger, long free);

    [LoggerMessage(34, LogLevel.Error, "New calls are refused: the disk where recordings are kept cannot be read.")]
    public static partial void DiskUnreadable(this ILogger logger, Exception exception);

    [LoggerMessage(40, LogLevel.Error, "The database did not take call {CallId}; {Pending} calls wait for it. Calls go on; it is tried again.")]
    public static partial void DatabaseBehind(this ILogger logger, Guid callId, int pending, Exception exception);

    [LoggerMessage(41, LogLevel.Error, "The recording of call {CallId} cannot be read.")]
    public static partial void ManifestUnreadable(this ILogger logger, Guid callId, Exception exception);

    [LoggerMessage(42, LogLevel.Warning, "Call {CallId} was up when its gateway died: finished from its recording, {Duration} long, {Utterances} utterances found.")]
    public static partial void CallRecovered(this ILogger logger, Guid callId, TimeSpan duration, int utterances);

    [LoggerMessage(43, LogLevel.Warning, "The sweep for unfinished calls failed; the next is in {Interval}.")]
    public static partial void SweepFailed(this ILogger logger, TimeSpan interval, Exception exception);

    [LoggerMessage(44, LogLevel.Information, "Call {CallId}: {Count} utterances without text were published again.")]
    public static partial void Republished(this ILogger logger, Guid callId, int count);

    [LoggerMessage(45, LogLevel.Warning, "A DTLS handshake for SRTP keys failed: {Reason}")]
    public static partial void HandshakeFailed(this ILogger logger, string reason);

    [LoggerMessage(50, LogLevel.Error, "Utterances cannot be published (first: call {CallId}). They are kept in the recordings and published later.")]
    public static partial void PublishingFailed(this ILogger logger, Guid callId, Exception exception);

    [LoggerMessage(51, LogLevel.Information, "Utterances can be published again.")]
    public static partial void PublishingAgain(this ILogger logger);
}

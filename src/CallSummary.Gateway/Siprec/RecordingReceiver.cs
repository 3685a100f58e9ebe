using CallSummary.Contracts;
using CallSummary.Gateway.Calls;
using CallSummary.Gateway.Consent;
using CallSummary.Gateway.Media;
using CallSummary.Gateway.Media.Dtls;
using CallSummary.Gateway.Tracing;
using CallSummary.Gateway.Trunks;
using CallSummary.Rtp;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Siprec;

/// <summary>Runs the session recording server (RFC 7866): takes a recorder's session from its INVITE to its end.</summary>
internal sealed class RecordingReceiver(
    RecordingConversations conversations,
    MediaEngine engine,
    DtlsHandshakes handshakes,
    LocalAddresses addresses,
    MediaWatch watch,
    ActiveCalls active,
    SipTraces traces,
    GatewayMetrics metrics,
    IOptions<GatewayOptions> options,
    TimeProvider time,
    ILogger<RecordingReceiver> logger)
{
    /// <summary>RFC 7866: marks our contact as that of a recording server.</summary>
    private const string ServerFeature = ";+sip.srs";

    /// <summary>Whether a session recording client calls (RFC 7866), also one that forgets to say so.</summary>
    public static bool IsRecorder(IncomingInvite invite) =>
        invite.Headers.Elements(SipHeaderNames.Require).Contains("siprec", StringComparer.OrdinalIgnoreCase)
        || invite.Headers.Lines(SipHeaderNames.Contact).Any(c => c.Contains("+sip.src", StringComparison.OrdinalIgnoreCase))
        || SiprecBody.Metadata(invite.Request) is not null;

    /// <summary>Records until the session ends. Never throws.</summary>
    public async Task RunAsync(IncomingInvite invite, Trunk trunk)
    {
        if (trunk.Consent != ConsentPolicy.AlreadyAnnounced)
        {
            // Nobody can hear a notice from a recorder: the carrier must have announced it (RFC 7866).
            logger.RecorderWithoutConsent(trunk.Name);
            metrics.CallRejected(403);
            await invite.RejectAsync(403);
            return;
        }

        var headers = SiprecBody.Metadata(invite.Request) is null ? RecorderHeaders.Read(invite) : null;
        var streams = new StreamAnswer(engine, handshakes, trunk.Media, addresses, invite.RemoteEndPoint.Address, time);
        await using var stop = streams;
        var sdp = invite.Offer is { } offer ? streams.Answer(offer) : streams.Offer();
        if (sdp is null)
        {
            metrics.CallRejected(488);
            await invite.RejectAsync(488);
            return;
        }

        var dialog = new RecordingDialog(streams, headers?.Leg, trunk, metrics, logger);
        dialog.Apply(headers?.Metadata ?? dialog.Read(invite.Request));
        var conversation = conversations.Enter(trunk, headers?.Pair, dialog.Metadata);
        dialog.Conversation = conversation;
        var termination = CallTermination.SignallingFailure;
        var receivedAt = time.GetTimestamp();
        traces.Open(invite, trunk, receivedAt);
        try
        {
            using var scope = logger.CallScope(conversation.CallId);
            termination = await RecordAsync(invite, sdp, dialog);
        }
        catch (Exception e)
        {
            // The outermost loop of a session: whatever it was, it must not stay up half.
            logger.CallFaulted(e);
            await invite.RejectAsync(500);
        }
        finally
        {
            _ = dialog.HangUpAsync();
            await streams.DisposeAsync();
            traces.Close(invite, trunk, receivedAt, conversation.CallId, dialog.Session is not null, termination);
            await conversations.LeaveAsync(conversation, termination, trunk.TransferWait);
        }
    }

    private async Task<CallTermination> RecordAsync(IncomingInvite invite, SdpDescription sdp, RecordingDialog dialog)
    {
        // Recorded before the answer leaves: the first packet may follow it at once.
        dialog.Conversation!.Refresh(dialog);
        invite.ContactParameters = ServerFeature;
        dialog.Session = await invite.AnswerAsync(sdp, dialog);
        if (dialog.Session is not { } session)
        {
            return CallTermination.Cancelled;
        }

        dialog.AskIfIncomplete(Task.CompletedTask);
        logger.RecordingStarted(dialog.Conversation.CallId, invite.SipCallId, dialog.Streams.Count);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        active.Add(id, dialog.End);
        try
        {
            return await KeepUpAsync(invite, session, dialog);
        }
        finally
        {
            active.Remove(id);
        }
    }

    private async Task<CallTermination> KeepUpAsync(IncomingInvite invite, SipSession session, RecordingDialog dialog)
    {
        _ = FollowAsync(session, dialog.End);
        using var over = new CancellationTokenSource();
        await using var limit = time.CreateTimer(
            _ => dialog.End.Set(CallTermination.MaximumDuration), null, options.Value.Limits.MaxDuration, Timeout.InfiniteTimeSpan);
        var watching = watch.RunAsync(() => dialog.Streams.Select(s => (s.Media, s.IsPaused)), dialog.End, over.Token);
        if (invite.Offer is null)
        {
            // What it sends, and from where, comes with its ACK (RFC 3261 section 13.3.1.4).
            if (!await session.Confirmed || !dialog.Accept(session.RemoteSdp))
            {
                dialog.End.Set(CallTermination.NoCommonCodec);
            }

            dialog.Conversation!.Refresh(dialog);
        }

        var termination = await dialog.End.Reason;
        await over.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return termination;
    }

    private static async Task FollowAsync(SipSession session, CallEnd end) => end.Set(await session.Ended switch
    {
        SipSessionEnd.RemoteBye => CallTermination.RecordingEnded,
        SipSessionEnd.StackStopped => CallTermination.GatewayShutdown,
        _ => CallTermination.SignallingFailure,
    });
}

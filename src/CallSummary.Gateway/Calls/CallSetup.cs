using CallSummary.Contracts;
using CallSummary.Gateway.Media;
using CallSummary.Gateway.Media.Dtls;
using CallSummary.Sip;
using CallSummary.Sip.Sdp;

namespace CallSummary.Gateway.Calls;

/// <summary>Brings a call from its INVITE to its answer: by answering it here, or by dialling the next hop.</summary>
internal sealed class CallSetup(CallDialling dialling, CallParties parties, DtlsHandshakes handshakes, LocalAddresses addresses, TimeProvider time)
{
    /// <summary>Sets the call up.</summary>
    /// <returns>Null when it is up; otherwise why not, and the caller has its answer.</returns>
    public async Task<CallTermination?> RunAsync(CallContext call)
    {
        var invite = call.Invite;
        var local = addresses.Towards(invite.RemoteEndPoint.Address);
        var offered = invite.Offer is { } offer ? SdpOfferAnswer.Answer(offer, call.Plan.Trunk.Media.Capabilities(local, port: 9, handshakes.Fingerprint)).Audio : null;
        if (parties.Open(Leg.Caller, local, call.Plan.Trunk.Media, LegPlacements.Of(offered?.RemoteRtp, invite.RemoteEndPoint.Address, offered?.Security == SdpSecurity.Dtls)) is not { } caller)
        {
            await invite.RejectAsync(503);
            return CallTermination.CalleeUnreachable;
        }

        call.Add(caller);

        // Seen before anybody is dialled: a call without usable audio must not ring.
        if (invite.Offer is not null && offered is null)
        {
            await invite.RejectAsync(488);
            return CallTermination.NoCommonCodec;
        }

        return call.Plan.NextHop is null ? await AnswerAsync(call, null) : await BridgeAsync(call);
    }

    private async Task<CallTermination?> AnswerAsync(CallContext call, SdpDescription? earlyAnswer)
    {
        var caller = call.Caller;
        var answer = earlyAnswer ?? (call.Invite.Offer is { } offer ? caller.Answer(offer, call.OtherThan(caller)?.Codec) : caller.Offer());
        if (answer is null)
        {
            await call.Invite.RejectAsync(488);
            return CallTermination.NoCommonCodec;
        }

        call.AnsweredAt = time.GetTimestamp();
        caller.Session = await call.Invite.AnswerAsync(answer, caller);
        if (caller.Session is not null)
        {
            return null;
        }

        call.AnsweredAt = null;
        return CallTermination.Cancelled;
    }

    private async Task<CallTermination?> BridgeAsync(CallContext call)
    {
        var invite = call.Invite;
        var callee = await dialling.OpenAsync(call.Plan, Leg.Callee, invite.Cancelled);
        if (callee is null)
        {
            return invite.Cancelled.IsCancellationRequested ? CallTermination.Cancelled : await RefuseAsync(invite, CalleeRefusal.TransportFailure);
        }

        call.Add(callee);
        callee.Like = invite.Offer is { } offer ? call.Caller.Common(offer)?.ReceiveCodecs : null;
        if (invite.Cancelled.IsCancellationRequested)
        {
            return CallTermination.Cancelled;
        }

        call.Caller.Media.RelayTo(callee.Media);
        callee.Media.RelayTo(call.Caller.Media);

        using var ringLimit = new CancellationTokenSource(call.Plan.Route.RingTimeout, time);
        using var ended = new CancellationTokenSource();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(invite.Cancelled, ringLimit.Token, ended.Token);
        _ = call.End.Reason.ContinueWith(_ => CancelQuietly(ended), TaskScheduler.Default);
        var ring = new RingRelay(invite, call.Caller, callee);
        var outcome = await dialling.InviteAsync(call.Plan, invite, callee, ring, giveUp.Token);
        if (outcome.Session is not { } session)
        {
            return await NotAnsweredAsync(call, outcome);
        }

        var failure = callee.Accept(session.RemoteSdp)
            ? await AnswerAsync(call, ring.EarlyAnswer)
            : await RefuseAsync(invite, CalleeRefusal.BadAnswer);
        if (failure is not null)
        {
            _ = callee.HangUpAsync();
        }

        return failure;
    }

    private static async Task<CallTermination> NotAnsweredAsync(CallContext call, InviteOutcome outcome)
    {
        if (call.Invite.Cancelled.IsCancellationRequested)
        {
            return CallTermination.Cancelled;
        }

        if (call.End.Reason.IsCompletedSuccessfully)
        {
            await call.Invite.RejectAsync(503);
            return await call.End.Reason;
        }

        return await RefuseAsync(call.Invite, outcome.Result switch
        {
            InviteResult.Cancelled => CalleeRefusal.RingTimeout,
            InviteResult.Timeout => CalleeRefusal.NoResponse,
            InviteResult.TransportError => CalleeRefusal.TransportFailure,
            _ => CalleeRefusal.Of(outcome.StatusCode),
        });
    }

    private static async Task<CallTermination> RefuseAsync(IncomingInvite invite, CalleeRefusal refusal)
    {
        await invite.RejectAsync(refusal.StatusToCaller);
        return refusal.Termination;
    }

    private static void CancelQuietly(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The set-up was over first.
        }
    }
}

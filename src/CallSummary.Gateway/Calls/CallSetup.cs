using System.Net;
using CallSummary.Contracts;
using CallSummary.Gateway.Media;
using CallSummary.Gateway.Routing;
using CallSummary.Gateway.Trunks;
using CallSummary.Sip;
using CallSummary.Sip.Sdp;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Calls;

/// <summary>Brings a call from its INVITE to its answer: by answering it here, or by dialling the next hop.</summary>
internal sealed class CallSetup(
    SipPort sip, CallParties parties, LocalAddresses addresses, HopStates hops, DialledPeers dialled, IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <summary>Sets the call up.</summary>
    /// <returns>Null when it is up; otherwise why not, and the caller has its answer.</returns>
    public async Task<CallTermination?> RunAsync(CallContext call)
    {
        var invite = call.Invite;
        var local = addresses.Towards(invite.RemoteEndPoint.Address);
        if (parties.Open(Leg.Caller, local, call.Plan.Trunk.Media) is not { } caller)
        {
            await invite.RejectAsync(503);
            return CallTermination.CalleeUnreachable;
        }

        call.Parties.Add(caller);

        // Seen before anybody is dialled: a call without usable audio must not ring.
        if (invite.Offer is { } offer && SdpOfferAnswer.Answer(offer, call.Plan.Trunk.Media.Capabilities(local, port: 9)).Audio is null)
        {
            await invite.RejectAsync(488);
            return CallTermination.NoCommonCodec;
        }

        return call.Plan.NextHop is null ? await AnswerAsync(call, null) : await BridgeAsync(call);
    }

    private async Task<CallTermination?> AnswerAsync(CallContext call, SdpDescription? earlyAnswer)
    {
        var caller = call.Caller;
        var answer = earlyAnswer ?? (call.Invite.Offer is { } offer ? caller.Answer(offer) : caller.Offer());
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
        var targets = Targets(call.Plan);
        var local = await addresses.TowardsAsync(Sip.Messages.SipUri.Parse(targets[0].Uri).Host, invite.Cancelled);
        if (invite.Cancelled.IsCancellationRequested)
        {
            return CallTermination.Cancelled;
        }

        if (local is null || parties.Open(Leg.Callee, local, call.Plan.OutTrunk?.Media ?? MediaPolicy.Default) is not { } callee)
        {
            return await RefuseAsync(invite, CalleeRefusal.TransportFailure);
        }

        call.Parties.Add(callee);
        call.Caller.Media.RelayTo(callee.Media);
        callee.Media.RelayTo(call.Caller.Media);

        using var ringLimit = new CancellationTokenSource(call.Plan.Route.RingTimeout, time);
        using var ended = new CancellationTokenSource();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(invite.Cancelled, ringLimit.Token, ended.Token);
        _ = call.End.Reason.ContinueWith(_ => CancelQuietly(ended), TaskScheduler.Default);
        var ring = new RingRelay(invite, call.Caller, callee);
        var outcome = await DialAsync(call, targets, callee, local, ring, giveUp.Token);
        if (outcome.Session is not { } session)
        {
            return await NotAnsweredAsync(call, outcome);
        }

        callee.Session = session;
        dialled.Add(session.RemoteEndPoint.Address, options.Value.Limits.MaxDuration);
        var failure = callee.Accept(session.RemoteSdp)
            ? await AnswerAsync(call, ring.EarlyAnswer)
            : await RefuseAsync(invite, CalleeRefusal.BadAnswer);
        if (failure is not null)
        {
            _ = callee.HangUpAsync();
        }

        return failure;
    }

    /// <summary>Tries the targets one after the other, as long as they are silent, unreachable or have no room (RFC 3263 section 4.3).</summary>
    private async Task<InviteOutcome> DialAsync(
        CallContext call, List<(string Hop, string Uri)> targets, CallParty callee, IPAddress local, RingRelay ring, CancellationToken giveUp)
    {
        for (var i = 0; ; i++)
        {
            var (hop, uri) = targets[i];
            var outcome = await sip.Stack.InviteAsync(OutgoingCall.Create(call.Plan, uri, call.Invite, callee.Offer(), local, callee), ring, giveUp);
            var isDead = outcome.Result is InviteResult.Timeout or InviteResult.TransportError || outcome.Response is { StatusCode: 503 };
            if (!isDead || ring.HasRung)
            {
                return outcome;
            }

            if (call.Plan.OutTrunk is not null)
            {
                hops.Set(hop, isUp: false);
            }

            if (i == targets.Count - 1 || giveUp.IsCancellationRequested)
            {
                return outcome;
            }
        }
    }

    private List<(string Hop, string Uri)> Targets(CallPlan plan) => plan.OutTrunk is { } trunk
        ? [.. hops.InOrder(trunk).Select(h => (h, RouteTable.OutTrunkTarget(h, plan.CalleeNumber)))]
        : [(plan.NextHop!, plan.NextHop!)];

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

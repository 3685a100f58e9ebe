using System.Globalization;
using CallSummary.Gateway.Identity;
using CallSummary.Gateway.Recording;
using CallSummary.Gateway.Routing;
using CallSummary.Gateway.Siprec;
using CallSummary.Gateway.Status;
using CallSummary.Gateway.Trunks;
using CallSummary.Sip;
using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using CallSummary.Storage.Subscribers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Calls;

/// <summary>The door: who may call, whom, and whether there is room. Nothing is dialled and nothing opened for anybody else.</summary>
internal sealed class InviteReceiver(
    TrunkTables tables,
    TrunkUsage usage,
    CallSlots slots,
    DiskGuard disk,
    ActiveCalls active,
    CallSession session,
    RecordingReceiver recorder,
    SummaryChoices choices,
    UnlistedSources unlisted,
    CallerIdentities identities,
    PasswordGuesses guesses,
    DialledPeers peers,
    TrunkRefusals refusals,
    GatewayMetrics metrics,
    IOptions<GatewayOptions> options,
    TimeProvider time,
    ILogger<InviteReceiver> logger) : ISipRequestHandler
{
    public async ValueTask OnInviteAsync(IncomingInvite invite)
    {
        var receivedAt = time.GetTimestamp();
        var table = tables.Current;
        if (table.Trunks.Find(invite.RemoteEndPoint.Address, invite.PeerCertificate) is not { } trunk)
        {
            unlisted.Report(invite.RemoteEndPoint.Address);
            await RejectAsync(invite, 403);
            return;
        }

        if (slots.IsDraining)
        {
            await RejectBusyAsync(invite, trunk, "stopping");
            return;
        }

        if (trunk.Challenges && !await IsProvenAsync(invite, trunk, table))
        {
            return;
        }

        if (OutgoingCall.HopsLeft(invite) == 0)
        {
            await RejectAsync(invite, trunk, 483, "too many hops");
            return;
        }

        if (usage.TryCount(trunk) is { } overLimit)
        {
            await RejectBusyAsync(invite, trunk, overLimit);
            return;
        }

        if (RecordingReceiver.IsRecorder(invite))
        {
            await RecordAsync(invite, trunk);
            return;
        }

        var called = invite.RequestUri.User ?? "";
        if (PlanOf(table, invite, trunk, called) is not { } plan)
        {
            logger.NoRoute(trunk.Name, called);
            await RejectAsync(invite, trunk, 404, "no route");
            return;
        }

        if (!trunk.MayCall(plan.CalleeNumber))
        {
            await RejectAsync(invite, trunk, 403, "destination not allowed");
            return;
        }

        if (plan.Route.Action == RouteAction.Record)
        {
            await RecordAsync(invite, trunk);
            return;
        }

        if (plan.IsRecorded && disk.IsLow)
        {
            await RejectBusyAsync(invite, trunk, "disk full");
            return;
        }

        if (!slots.TryEnter(trunk))
        {
            await RejectBusyAsync(invite, trunk, "full");
            return;
        }

        await RunAsync(new CallContext(Guid.CreateVersion7(time.GetUtcNow()), invite, plan with { Attestation = await identities.CheckAsync(invite.Request) }, receivedAt));
    }

    private async Task<bool> IsProvenAsync(IncomingInvite invite, Trunk trunk, TrunkTable table)
    {
        var source = invite.RemoteEndPoint.Address;
        if (guesses.IsLockedOut(source))
        {
            await RejectAsync(invite, trunk, 403, "too many wrong passwords");
            return false;
        }

        var verdict = await invite.ChallengeAsync(table.Digests.Of(trunk));
        if (verdict.Result == DigestResult.Rejected)
        {
            guesses.Wrong(source);
        }

        if (verdict.Result != DigestResult.Accepted)
        {
            metrics.CallRejected(401);
        }

        return verdict.Result == DigestResult.Accepted;
    }

    /// <summary>The route's plan, less the subscribers who do not want this call summarised.</summary>
    private CallPlan? PlanOf(TrunkTable table, IncomingInvite invite, Trunk trunk, string called)
    {
        if (table.Routes.Find(trunk, CallerOf(invite), called) is not { } plan)
        {
            return null;
        }

        plan = plan with { SubscriberLegs = choices.Wanting(trunk.Tenant.Id, plan.CallerNumber, plan.CalleeNumber, plan.SubscriberLegs) };
        return plan.Route.Action == RouteAction.Answer && !plan.IsRecorded ? null : plan; // A memo for nobody.
    }

    private async Task RecordAsync(IncomingInvite invite, Trunk trunk)
    {
        if (disk.IsLow)
        {
            await RejectBusyAsync(invite, trunk, "disk full");
            return;
        }

        if (!slots.TryEnter(trunk))
        {
            await RejectBusyAsync(invite, trunk, "full");
            return;
        }

        Remember(invite);
        try
        {
            await recorder.RunAsync(invite, trunk);
        }
        finally
        {
            slots.Leave(trunk);
        }
    }

    private async Task RunAsync(CallContext call)
    {
        active.Add(call);
        Remember(call.Invite);
        try
        {
            await session.RunAsync(call);
        }
        finally
        {
            active.Remove(call.CallId);
            slots.Leave(call.Plan.Trunk);
            if (call.AnsweredAt is { } answeredAt)
            {
                usage.AddTalk(call.Plan.Trunk, time.GetElapsedTime(answeredAt));
            }
        }
    }

    /// <summary>A change of the trunk must not lock out the call that is up: its BYE still comes in.</summary>
    private void Remember(IncomingInvite invite) => peers.Add(invite.RemoteEndPoint.Address, options.Value.Limits.MaxDuration);

    /// <summary>Listed trunks are believed about the caller (RFC 3325); From is what is left.</summary>
    private static string CallerOf(IncomingInvite invite)
    {
        foreach (var identity in invite.Headers.Elements(SipHeaderNames.PAssertedIdentity))
        {
            if (NameAddress.TryParse(identity, out var asserted) && asserted.Uri.User is { Length: > 0 } user)
            {
                return user;
            }
        }

        return invite.From.Uri.User ?? "";
    }

    private async Task RejectBusyAsync(IncomingInvite invite, Trunk trunk, string reason)
    {
        var seconds = (int)options.Value.Limits.RetryAfter.TotalSeconds;
        var headers = new SipHeaders().Add(SipHeaderNames.RetryAfter, seconds.ToString(CultureInfo.InvariantCulture));
        metrics.CallRejected(503);
        refusals.Add(trunk, 503, reason);
        logger.Refused(trunk.Name, 503, reason);
        await invite.RejectAsync(503, headers: headers);
    }

    private async Task RejectAsync(IncomingInvite invite, Trunk trunk, int status, string reason)
    {
        refusals.Add(trunk, status, reason);
        logger.Refused(trunk.Name, status, reason);
        await RejectAsync(invite, status);
    }

    private async Task RejectAsync(IncomingInvite invite, int status)
    {
        metrics.CallRejected(status);
        await invite.RejectAsync(status);
    }
}

using CallSummary.Contracts;
using CallSummary.Gateway.Media;
using CallSummary.Gateway.Routing;
using CallSummary.Gateway.Tracing;
using CallSummary.Gateway.Trunks;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Calls;

/// <summary>Dials the next hops of a plan.</summary>
internal sealed class CallDialling(
    SipPort sip, CallParties parties, LocalAddresses addresses, HopStates hops, DialledPeers dialled, SipTraces traces, IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <summary>A party towards the next hop, its media open; null when the next hop's name is unknown or ports have run out.</summary>
    public async Task<CallParty?> OpenAsync(CallPlan plan, Leg leg, CancellationToken giveUp)
    {
        var policy = plan.OutTrunk?.Media ?? MediaPolicy.Default;
        return await addresses.TowardsAsync(SipUri.Parse(plan.NextHop!).Host, giveUp) is { } local
            ? parties.Open(leg, local, policy, LegPlacements.Towards(policy))
            : null;
    }

    /// <summary>Tries the targets one after the other, as long as they are silent, unreachable or have no room (RFC 3263 section 4.3).</summary>
    public async Task<InviteOutcome> InviteAsync(CallPlan plan, IncomingInvite invite, CallParty party, IProgress<SipProvisional>? ring, CancellationToken giveUp)
    {
        var targets = Targets(plan);
        var life = new SignOfLife(ring);
        var redirects = new Redirects(plan);
        for (var i = 0; ; i++)
        {
            var (hop, uri) = targets[i];
            redirects.Tried(uri);
            var outgoing = OutgoingCall.Create(plan, uri, invite, party.Offer(), party.LocalAddress, party, traces.Beside(invite.SipCallId, plan.OutTrunk?.Name ?? SipUri.Parse(uri).Host));
            var outcome = await sip.Stack.InviteAsync(outgoing, life, giveUp);
            if (outcome.Session is { } session)
            {
                party.Session = session;
                dialled.Add(session.RemoteEndPoint.Address, options.Value.Limits.MaxDuration);
                return outcome;
            }

            if (!giveUp.IsCancellationRequested && redirects.Next(outcome.Response) is { } elsewhere)
            {
                targets.Insert(i + 1, (elsewhere, elsewhere));
                continue;
            }

            var isDead = outcome.Result is InviteResult.Timeout or InviteResult.TransportError || outcome.Response is { StatusCode: 503 };
            if (!isDead || life.IsSeen)
            {
                return outcome;
            }

            if (plan.OutTrunk is { } trunk && trunk.Hops.Contains(hop))
            {
                hops.Set(hop, isUp: false);
            }

            if (i == targets.Count - 1 || giveUp.IsCancellationRequested)
            {
                return outcome;
            }
        }
    }

    /// <summary>Dials a party that takes another's place in a call that is up.</summary>
    /// <returns>The party, connected; or null and the status that says why not.</returns>
    public async Task<(CallParty? Party, int Status)> DialAsync(CallPlan plan, IncomingInvite invite, Leg leg, CancellationToken over)
    {
        using var ringLimit = new CancellationTokenSource(plan.Route.RingTimeout, time);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(over, ringLimit.Token);
        if (await OpenAsync(plan, leg, giveUp.Token) is not { } party)
        {
            return (null, 503);
        }

        var outcome = await InviteAsync(plan, invite, party, null, giveUp.Token);
        if (outcome.Session is { } session && party.Accept(session.RemoteSdp))
        {
            return (party, 200);
        }

        _ = party.HangUpAsync();
        await party.DisposeAsync();
        return (null, outcome.Session is null ? Math.Max(outcome.StatusCode, 300) : 488);
    }

    private List<(string Hop, string Uri)> Targets(CallPlan plan) => plan.OutTrunk is { } trunk
        ? [.. hops.InOrder(trunk).Select(h => (h, RouteTable.OutTrunkTarget(h, plan.CalleeNumber)))]
        : [(plan.NextHop!, plan.NextHop!)];

    private sealed class SignOfLife(IProgress<SipProvisional>? next) : IProgress<SipProvisional>
    {
        public bool IsSeen { get; private set; }

        public void Report(SipProvisional value)
        {
            IsSeen = true;
            next?.Report(value);
        }
    }
}

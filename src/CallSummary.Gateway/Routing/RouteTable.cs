using CallSummary.Contracts;
using CallSummary.Gateway.Trunks;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Routing;

/// <summary>Turns (trunk, caller, called number) into a plan. The first route that matches wins.</summary>
internal sealed class RouteTable(IOptions<GatewayOptions> options, TrunkDirectory? trunks = null)
{
    /// <summary>What a caller without a number is called (RFC 3323 section 4.1.1.3).</summary>
    public const string Anonymous = "anonymous";

    private readonly TrunkDirectory _trunks = trunks ?? new TrunkDirectory(options);
    private readonly Route[] _routes = [.. options.Value.Routes.Select(r => new Route(r))];

    /// <summary>The routes, for the console.</summary>
    public IEnumerable<RouteStatus> Status => _routes.Select(r => r.Status);

    /// <summary>The plan, or null when no route knows the number.</summary>
    public CallPlan? Find(Trunk trunk, string caller, string called)
    {
        if (trunk.Numbers.Normalize(called) is not { } callee || Array.Find(_routes, r => r.Matches(trunk.Name, callee)) is not { } route)
        {
            return null;
        }

        var outTrunk = route.ToTrunk.Length == 0 ? null : _trunks.Named(route.ToTrunk);
        var callerNumber = trunk.Numbers.Normalize(caller) ?? Anonymous;
        var legs = Subscribers(trunk.Tenant, route, callerNumber, callee);
        if (route.Action == RouteAction.Answer && legs.Count == 0)
        {
            // A memo for nobody: answering would only waste the caller's breath.
            return null;
        }

        return new CallPlan
        {
            Trunk = trunk,
            Route = route,
            CallerNumber = callerNumber,
            CalleeNumber = callee,
            NextHop = route.Action != RouteAction.Bridge ? null : outTrunk is null ? route.NextHop(callee, called) : OutTrunkTarget(outTrunk.Hops[0], callee),
            OutTrunk = outTrunk,
            SubscriberLegs = legs,
            NoticeLanguage = route.NoticeLanguage ?? trunk.Tenant.NoticeLanguage,
            Language = route.Language ?? trunk.Tenant.Language,
        };
    }

    /// <summary>A trunk's hop with the number put in.</summary>
    public static string OutTrunkTarget(string hop, string number)
    {
        var scheme = hop.IndexOf(':', StringComparison.Ordinal) + 1;
        return $"{hop[..scheme]}{number}@{hop[scheme..]}";
    }

    private static List<Leg> Subscribers(Tenant tenant, Route route, string caller, string callee)
    {
        if (route.Subscribers.Count > 0)
        {
            return [.. route.Subscribers];
        }

        List<Leg> legs = [];
        if (tenant.IsSubscriber(caller))
        {
            legs.Add(Leg.Caller);
        }

        if (tenant.IsSubscriber(callee))
        {
            legs.Add(Leg.Callee);
        }

        return legs;
    }
}

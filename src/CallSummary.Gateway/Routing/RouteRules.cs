using CallSummary.Contracts;
using CallSummary.Sip.Messages;

namespace CallSummary.Gateway.Routing;

/// <summary>What must hold for routes.</summary>
internal static class RouteRules
{
    private static readonly TimeSpan LongestRing = TimeSpan.FromMinutes(5);

    public static void Check(SettingErrors errors, GatewayOptions options)
    {
        var trunks = options.Trunks.Select(t => t.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < options.Routes.Count; i++)
        {
            CheckRoute(errors, $"Routes:{i}", options.Routes[i], trunks, options);
        }
    }

    private static void CheckToTrunk(SettingErrors errors, string path, RouteOptions route, GatewayOptions options)
    {
        if (options.Trunks.FirstOrDefault(t => t.Name.Equals(route.ToTrunk, StringComparison.OrdinalIgnoreCase)) is not { } trunk)
        {
            errors.Add($"{path}:ToTrunk", $"\"{route.ToTrunk}\" is no trunk. Known: {string.Join(", ", options.Trunks.Select(t => t.Name))}.");
        }
        else if (trunk.Hops.Count == 0)
        {
            errors.Add($"{path}:ToTrunk", $"trunk \"{route.ToTrunk}\" has no Hops: give it at least one, such as sip:10.0.0.20:5060.");
        }

        if (route.NextHop.Length > 0)
        {
            errors.Add($"{path}:NextHop", "and ToTrunk are both set: keep one.");
        }
    }

    private static void CheckRoute(SettingErrors errors, string path, RouteOptions route, HashSet<string> trunks, GatewayOptions options)
    {
        if (!NumberPattern.TryParse(route.Number, out _, out var error))
        {
            errors.Add($"{path}:Number", $"\"{route.Number}\" {error}.");
        }

        if (route.Trunk.Length > 0 && !trunks.Contains(route.Trunk))
        {
            errors.Add($"{path}:Trunk", $"\"{route.Trunk}\" is no trunk. Known: {string.Join(", ", trunks)}.");
        }

        if (route.Subscribers.Contains(Leg.Unknown))
        {
            errors.Add($"{path}:Subscribers", "may hold Caller and Callee.");
        }

        if (route.Action == RouteAction.Bridge)
        {
            CheckBridge(errors, path, route, options);
        }
        else if (route.NextHop.Length > 0)
        {
            errors.Add($"{path}:NextHop", "is set, but the route answers calls itself. Remove it, or set Action to Bridge.");
        }
    }

    private static void CheckBridge(SettingErrors errors, string path, RouteOptions route, GatewayOptions options)
    {
        if (route.ToTrunk.Length > 0)
        {
            CheckToTrunk(errors, path, route, options);
            return;
        }

        var example = route.NextHop.Replace("{number}", "+821012345678", StringComparison.Ordinal)
            .Replace("{digits}", "821012345678", StringComparison.Ordinal)
            .Replace("{dialled}", "01012345678", StringComparison.Ordinal);
        if (!SipUri.TryParse(example, out _) || example.Contains('{', StringComparison.Ordinal))
        {
            errors.Add($"{path}:NextHop", $"\"{route.NextHop}\" is no SIP URI. Write for example sip:{{number}}@10.0.0.20:5060;transport=tcp ({{number}}, {{digits}} and {{dialled}} are filled in).");
        }

        var at = route.NextHop.IndexOf('@', StringComparison.Ordinal);
        if (route.NextHop.IndexOf('{', at + 1) >= 0)
        {
            errors.Add($"{path}:NextHop", "has a placeholder outside the user part: the caller must not choose where we dial.");
        }

        if (route.RingTimeout < TimeSpan.FromSeconds(1) || route.RingTimeout > LongestRing)
        {
            errors.Add($"{path}:RingTimeout", $"is {route.RingTimeout}: give 00:00:01 to {LongestRing}.");
        }

        if (route.Username.Length > 0 != route.Password.Length > 0)
        {
            errors.Add($"{path}:Password", "and Username go together: set both, or neither.");
        }
    }
}

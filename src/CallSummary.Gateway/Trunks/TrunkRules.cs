using CallSummary.Gateway.Routing;

namespace CallSummary.Gateway.Trunks;

/// <summary>What must hold for tenants and trunks.</summary>
internal static class TrunkRules
{
    private static readonly TimeSpan LongestTransferWait = TimeSpan.FromSeconds(10);

    public static void Check(SettingErrors errors, GatewayOptions options)
    {
        HashSet<string> tenants = new(StringComparer.Ordinal);
        for (var i = 0; i < options.Tenants.Count; i++)
        {
            CheckTenant(errors, $"Tenants:{i}", options.Tenants[i], tenants);
        }

        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < options.Trunks.Count; i++)
        {
            CheckTrunk(errors, $"Trunks:{i}", options.Trunks[i], tenants, names);
        }
    }

    private static void CheckTenant(SettingErrors errors, string path, TenantOptions tenant, HashSet<string> ids)
    {
        if (tenant.Id.Length is 0 or > 64)
        {
            errors.Add($"{path}:Id", "must be 1 to 64 characters.");
        }
        else if (!ids.Add(tenant.Id))
        {
            errors.Add($"{path}:Id", $"\"{tenant.Id}\" is used by an earlier tenant: ids are unique.");
        }

        for (var i = 0; i < tenant.Subscribers.Count; i++)
        {
            if (!NumberPattern.TryParse(tenant.Subscribers[i], out _, out var error))
            {
                errors.Add($"{path}:Subscribers:{i}", $"\"{tenant.Subscribers[i]}\" {error}.");
            }
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(tenant.TimeZone, out _))
        {
            errors.Add($"{path}:TimeZone", $"\"{tenant.TimeZone}\" is no IANA time zone this machine knows (Asia/Seoul, Europe/London); on a slim image install tzdata.");
        }
    }

    private static void CheckTrunk(SettingErrors errors, string path, TrunkOptions trunk, HashSet<string> tenants, HashSet<string> names)
    {
        if (trunk.Name.Length == 0)
        {
            errors.Add($"{path}:Name", "is empty: give the trunk a name for logs and routes.");
        }
        else if (!names.Add(trunk.Name))
        {
            errors.Add($"{path}:Name", $"\"{trunk.Name}\" is used by an earlier trunk: names are unique.");
        }

        if (!tenants.Contains(trunk.Tenant))
        {
            errors.Add($"{path}:Tenant", $"\"{trunk.Tenant}\" is no tenant. Known: {string.Join(", ", tenants)}.");
        }

        if (trunk.Peers.Count == 0)
        {
            errors.Add($"{path}:Peers", "is empty: list the addresses the peer calls from, such as 192.0.2.10 or 192.0.2.0/24. Nobody else may place calls.");
        }

        for (var i = 0; i < trunk.Peers.Count; i++)
        {
            if (!PeerRange.TryParse(trunk.Peers[i], out _))
            {
                errors.Add($"{path}:Peers:{i}", $"\"{trunk.Peers[i]}\" is neither an IP address nor a CIDR range. Write 192.0.2.10 or 192.0.2.0/24.");
            }
        }

        if (trunk.Username.Length > 0 != trunk.Password.Length > 0)
        {
            errors.Add($"{path}:Password", "and Username go together: set both, or neither to trust the peer's address alone.");
        }

        if (!trunk.CountryCode.All(char.IsAsciiDigit) || trunk.CountryCode.Length > 3)
        {
            errors.Add($"{path}:CountryCode", $"\"{trunk.CountryCode}\" is not a country code: digits only, such as 82 or 1, or empty.");
        }

        if (trunk.TransferWait < TimeSpan.Zero || trunk.TransferWait > LongestTransferWait)
        {
            errors.Add($"{path}:TransferWait", $"is {trunk.TransferWait}: give 00:00:00 to {LongestTransferWait}.");
        }

        if (trunk.MaxCalls < 0)
        {
            errors.Add($"{path}:MaxCalls", $"is {trunk.MaxCalls}: give 0 (no limit of its own) or more.");
        }
    }
}

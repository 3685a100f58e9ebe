using CallSummary.Gateway.Media;
using CallSummary.Gateway.Routing;
using CallSummary.Sip.Messages;

namespace CallSummary.Gateway.Trunks;

/// <summary>What must hold for tenants and trunks.</summary>
internal static class TrunkRules
{
    private const int MostRedirects = 5;

    private static readonly TimeSpan ShortestHopTimeout = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestHopTimeout = TimeSpan.FromSeconds(32);
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

        CheckLimits(errors, path, trunk);
        CheckHops(errors, path, trunk);
        CheckRegistration(errors, path, trunk.Registration);
        for (var i = 0; i < trunk.Codecs.Count; i++)
        {
            if (!WireCodecs.Names.Contains(trunk.Codecs[i], StringComparer.OrdinalIgnoreCase))
            {
                errors.Add($"{path}:Codecs:{i}", $"\"{trunk.Codecs[i]}\" is no codec of this gateway. Known: {string.Join(", ", WireCodecs.Names)}.");
            }
        }

        if (trunk.Codecs.Count > 0 && trunk.Codecs.All(n => WireCodecs.Absent.Any(a => a.Name.Equals(n, StringComparison.OrdinalIgnoreCase))))
        {
            errors.Add($"{path}:Codecs", $"holds nothing that this machine can decode: install {string.Join(" and ", WireCodecs.Absent.Select(a => a.Missing))}, or name another codec.");
        }
    }

    private static void CheckHops(SettingErrors errors, string path, TrunkOptions trunk)
    {
        for (var i = 0; i < trunk.Hops.Count; i++)
        {
            if (!SipUri.TryParse(trunk.Hops[i], out var hop) || !hop.IsSip || hop.User is not null)
            {
                errors.Add($"{path}:Hops:{i}", $"\"{trunk.Hops[i]}\" is no SIP URI without user. Write for example sip:10.0.0.20:5060;transport=tcp.");
            }
        }

        if (trunk.HopTimeout < ShortestHopTimeout || trunk.HopTimeout > LongestHopTimeout)
        {
            errors.Add($"{path}:HopTimeout", $"is {trunk.HopTimeout}: give {ShortestHopTimeout} to {LongestHopTimeout}.");
        }

        if (trunk.PingInterval != TimeSpan.Zero && trunk.PingInterval < TimeSpan.FromSeconds(1))
        {
            errors.Add($"{path}:PingInterval", $"is {trunk.PingInterval}: give 00:00:00 (never), or 00:00:01 and more.");
        }
    }

    private static void CheckRegistration(SettingErrors errors, string path, RegistrationOptions registration)
    {
        if (registration.Registrar.Length == 0)
        {
            return;
        }

        foreach (var (setting, value, example) in (ReadOnlySpan<(string, string, string)>)
            [("Registrar", registration.Registrar, "sip:carrier.example"), ("Address", registration.Address, "sip:+8225550100@carrier.example")])
        {
            if (!SipUri.TryParse(value, out var uri) || !uri.IsSip)
            {
                errors.Add($"{path}:Registration:{setting}", $"\"{value}\" is no SIP URI. Write for example {example}.");
            }
        }

        if (registration.Username.Length > 0 != registration.Password.Length > 0)
        {
            errors.Add($"{path}:Registration:Password", "and Username go together: set both, or neither.");
        }

        if (registration.Expires < TimeSpan.FromMinutes(1) || registration.Expires > TimeSpan.FromDays(1))
        {
            errors.Add($"{path}:Registration:Expires", $"is {registration.Expires}: give 00:01:00 to 1.00:00:00.");
        }
    }

    private static void CheckNumbers(SettingErrors errors, string path, IList<string> patterns)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            if (!NumberPattern.TryParse(patterns[i], out _, out var error))
            {
                errors.Add($"{path}:{i}", $"\"{patterns[i]}\" {error}.");
            }
        }
    }

    private static void CheckLimits(SettingErrors errors, string path, TrunkOptions trunk)
    {
        foreach (var (setting, value) in (ReadOnlySpan<(string, int)>)
            [("MaxCalls", trunk.MaxCalls), ("MaxCallsPerSecond", trunk.MaxCallsPerSecond), ("MaxMinutesPerDay", trunk.MaxMinutesPerDay)])
        {
            if (value < 0)
            {
                errors.Add($"{path}:{setting}", $"is {value}: give 0 (no limit of its own) or more.");
            }
        }

        CheckNumbers(errors, $"{path}:Destinations", trunk.Destinations);
        CheckNumbers(errors, $"{path}:RedirectNumbers", trunk.RedirectNumbers);
        if (trunk.MaxRedirects is < 0 or > MostRedirects)
        {
            errors.Add($"{path}:MaxRedirects", $"is {trunk.MaxRedirects}: give 0 (a redirect is refused) to {MostRedirects}.");
        }
        else if (trunk.MaxRedirects > 0 && (trunk.RedirectNumbers.Count == 0 || trunk.Hops.Count == 0))
        {
            errors.Add($"{path}:MaxRedirects", "needs RedirectNumbers, the numbers that redirects may lead to, and Hops, whose hosts they may name.");
        }
    }
}

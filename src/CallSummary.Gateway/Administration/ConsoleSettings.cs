using System.Net;
using CallSummary.Gateway.Consent;
using CallSummary.Gateway.Trunks;
using CallSummary.Sip.Sdp;
using CallSummary.Storage.Administration;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Administration;

/// <summary>
/// Adds what the console has set to what the configuration says. What is in the configuration stays as it is there. A trunk that cannot be
/// taken, for itself or beside the others, is left out with the reason: it must not keep the others from changing.
/// </summary>
internal sealed class ConsoleSettings(TrunkPasswords passwords) : IPostConfigureOptions<GatewayOptions>
{
    private volatile StoredSettings _stored = StoredSettings.None;

    /// <summary>Other settings hold from now on.</summary>
    public event Action? Changed;

    public StoredSettings Stored => _stored;

    /// <summary>Trunks of the console that were not taken, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; private set; } = new Dictionary<string, string>();

    public void Set(StoredSettings stored)
    {
        _stored = stored;
        Changed?.Invoke();
    }

    public bool IsMine(string trunk) => _stored.Trunks.Any(t => t.Name == trunk);

    public void PostConfigure(string? name, GatewayOptions options)
    {
        var stored = _stored;
        var notices = NoticeLibrary.Files(options);
        foreach (var profile in stored.Tenants.Where(p => options.Tenants.All(t => t.Id != p.TenantId)).ToList())
        {
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(profile.TimeZone, out _) || !notices.ContainsKey(profile.NoticeLanguage))
            {
                continue; // This gateway cannot serve it: its trunks will say that they have no tenant here.
            }

            options.Tenants.Add(new TenantOptions { Id = profile.TenantId, TimeZone = profile.TimeZone, NoticeLanguage = profile.NoticeLanguage, Language = profile.Language });
        }

        foreach (var tenant in options.Tenants)
        {
            tenant.Numbers = stored.Numbers.GetValueOrDefault(tenant.Id);
        }

        Dictionary<string, string> problems = new(StringComparer.Ordinal);
        foreach (var trunk in stored.Trunks)
        {
            var (taken, problem) = Read(trunk, options);
            if (taken is not null && problem is null)
            {
                options.Trunks.Add(taken);
            }
            else
            {
                problems[trunk.Name] = problem!;
            }
        }

        Problems = problems;
    }

    private (TrunkOptions? Trunk, string? Problem) Read(StoredTrunk stored, GatewayOptions options)
    {
        if (options.Tenants.FirstOrDefault(t => t.Id == stored.TenantId) is not { } tenant)
        {
            return (null, "Its tenant is unknown here, or has a time zone or notice that this gateway lacks.");
        }

        if (options.Trunks.Any(t => t.Name.Equals(stored.Name, StringComparison.OrdinalIgnoreCase)))
        {
            return (null, "The gateway's configuration has a trunk of this name.");
        }

        if (!Enum.TryParse<ConsentPolicy>(stored.Consent, out var consent) || !Enum.TryParse<SdpSrtpPolicy>(stored.Srtp, out var srtp))
        {
            return (null, "Consent or SRTP is none that this gateway knows.");
        }

        if (passwords.Reveal(stored.Id, stored.Password) is not { } password)
        {
            return (null, "Its password cannot be read with this gateway's CallSummary:Storage:RecordingKeysFile: give the gateway the portal's file, or type the password again.");
        }

        var trunk = new TrunkOptions
        {
            Name = stored.Name,
            Tenant = stored.TenantId,
            Username = stored.Username,
            Password = password,
            Consent = consent,
            Srtp = srtp,
            CountryCode = stored.CountryCode,
            AllowTransfers = stored.AllowTransfers,
            MaxCalls = stored.MaxCalls,
            MaxCallsPerSecond = stored.MaxCallsPerSecond,
            MaxMinutesPerDay = stored.MaxMinutesPerDay,
        };
        Fill(trunk.Peers, stored.Peers);
        Fill(trunk.Hops, stored.Hops);
        Fill(trunk.Destinations, stored.Destinations);
        Fill(trunk.Codecs, stored.Codecs);

        // By itself: the rules name a trunk by its place, which says nothing to the console.
        var alone = new GatewayOptions();
        alone.Tenants.Add(tenant);
        alone.Trunks.Add(trunk);
        var errors = new SettingErrors(stored.Name);
        TrunkRules.Check(errors, alone);
        return errors.ToResult() is { Failed: true } failed ? (null, string.Join(' ', failed.Failures!)) : (trunk, Intrusion(trunk, options));
    }

    /// <summary>A tenant's people may not draw another tenant's calls to a trunk of their own.</summary>
    private static string? Intrusion(TrunkOptions trunk, GatewayOptions options)
    {
        var theirs = options.Trunks.Where(t => t.Tenant != trunk.Tenant).SelectMany(t => t.Peers).Select(PeerRange.Parse).ToList();
        return trunk.Peers.FirstOrDefault(p => PeerRange.Parse(p) is var own && theirs.Exists(other => Overlap(own, other))) is { } peer
            ? $"Another tenant's trunk has the address {peer}."
            : null;
    }

    private static bool Overlap(IPNetwork one, IPNetwork other) =>
        one.BaseAddress.AddressFamily == other.BaseAddress.AddressFamily && (one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress));

    private static void Fill(IList<string> list, string lines)
    {
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            list.Add(line);
        }
    }
}

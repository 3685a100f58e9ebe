namespace CallSummary.Storage.Administration;

/// <summary>A SIP trunk that was made in the console. Lists are one entry a line. What a setting means: the gateway's <c>TrunkOptions</c>.</summary>
public sealed class StoredTrunk
{
    /// <summary>Id (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant that owns it.</summary>
    public required string TenantId { get; init; }

    /// <summary>Name, unique among all tenants: routes and logs know a trunk by it.</summary>
    public required string Name { get; init; }

    /// <summary>It may call.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>Addresses it calls from: IP addresses or CIDR ranges.</summary>
    public required string Peers { get; set; }

    /// <summary>SIP URIs of its next hops, in order of preference.</summary>
    public string Hops { get; set; } = string.Empty;

    /// <summary>Number patterns that its calls may go to; empty = all that routes know.</summary>
    public string Destinations { get; set; } = string.Empty;

    /// <summary>Codecs in order of preference; empty = all.</summary>
    public string Codecs { get; set; } = string.Empty;

    /// <summary><c>NoticeRequired</c> or <c>AlreadyAnnounced</c>.</summary>
    public string Consent { get; set; } = "NoticeRequired";

    /// <summary><c>Off</c>, <c>Allow</c> or <c>Require</c>.</summary>
    public string Srtp { get; set; } = "Allow";

    /// <summary>Country code for national numbers; empty = as signalled.</summary>
    public string CountryCode { get; set; } = "82";

    /// <summary>Digest user name; empty = its address is enough.</summary>
    public string Username { get; set; } = string.Empty;

    /// <summary>Digest password, as <see cref="TrunkPasswords"/> keeps it: the gateway needs it as it is (RFC 7616 section 3.4). No page shows it.</summary>
    public string Password { get; set; } = string.Empty;

    /// <summary>Its parties may transfer calls.</summary>
    public bool AllowTransfers { get; set; }

    /// <summary>Calls at once; 0 = no limit of its own.</summary>
    public int MaxCalls { get; set; }

    /// <summary>New calls a second; 0 = no limit.</summary>
    public int MaxCallsPerSecond { get; set; }

    /// <summary>Minutes a day; 0 = no limit.</summary>
    public int MaxMinutesPerDay { get; set; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset ChangedAt { get; set; }
}

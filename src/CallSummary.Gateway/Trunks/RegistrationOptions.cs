namespace CallSummary.Gateway.Trunks;

/// <summary>Our registration with a carrier that wants one (RFC 3261 section 10): it sends us calls for the address while it lasts.</summary>
public sealed class RegistrationOptions
{
    /// <summary>SIP URI of the registrar, <c>sip:carrier.example;transport=tls</c>; empty (default) = no registration.</summary>
    public string Registrar { get; set; } = "";

    /// <summary>Address to register, <c>sip:+8225550100@carrier.example</c>.</summary>
    public string Address { get; set; } = "";

    /// <summary>Digest user name for the registrar's challenge.</summary>
    public string Username { get; set; } = "";

    /// <summary>Digest password. Keep it in the environment or a secret store, not in a file.</summary>
    public string Password { get; set; } = "";

    /// <summary>The only realm whose challenge is answered; empty (default) = any of the registrar's.</summary>
    public string Realm { get; set; } = "";

    /// <summary>How long to ask for; it is refreshed in time. 1 minute to 1 day; default 1 hour.</summary>
    public TimeSpan Expires { get; set; } = TimeSpan.FromHours(1);
}

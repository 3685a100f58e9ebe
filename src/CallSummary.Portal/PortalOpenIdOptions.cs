using System.Diagnostics.CodeAnalysis;

namespace CallSummary.Portal;

/// <summary>An OpenID Connect provider (authorization code with PKCE), section <c>CallSummary:Portal:SignIn:OpenId</c>.</summary>
public sealed class PortalOpenIdOptions
{
    /// <summary>The provider's issuer, for example <c>https://login.example.org/realms/calls</c>; left out: no provider.</summary>
    public string? Authority { get; set; }

    /// <summary>Our client id at the provider. Its redirect address is <c>/signin-oidc</c> below the portal's.</summary>
    public string ClientId { get; set; } = "callsummary";

    /// <summary>Our secret at the provider, if it gave one. Give it by environment variable.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Reads the provider's settings over plain HTTP too: for tests on one machine.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>Scopes asked for beside <c>openid</c>; default <c>profile</c> and <c>phone</c>, separated by blanks.</summary>
    public string Scopes { get; set; } = "profile phone";

    /// <summary>The tenant of everybody who signs in here; left out: the claim <see cref="TenantClaim"/> says it.</summary>
    public string? Tenant { get; set; }

    /// <summary>The claim that says the tenant; default <c>tenant</c>.</summary>
    public string TenantClaim { get; set; } = "tenant";

    /// <summary>The claim that says a subscriber's number as calls show it; default <c>phone_number</c>.</summary>
    public string NumberClaim { get; set; } = "phone_number";

    /// <summary>The claim that says roles; default <c>roles</c>.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>What the provider's roles mean here: its word to <c>support</c>, <c>audio</c>, <c>operations</c> or <c>administration</c>.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Options are bound.")]
    public Dictionary<string, string> Roles { get; set; } = [];
}

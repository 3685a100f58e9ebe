namespace CallSummary.IntegrationTests.Portal;

/// <summary>Who may have an answer from a route.</summary>
[Flags]
public enum Audience
{
    None = 0,

    /// <summary>Nobody needs to be signed in; the route tells nothing of anybody.</summary>
    Everybody = 1,

    /// <summary>Any subscriber, of what is his.</summary>
    Subscriber = 2,

    /// <summary>The subscriber whose call it is.</summary>
    Owner = 4,

    /// <summary>A person with the role.</summary>
    Support = 8,
    Audio = 16,
    Operations = 32,
    Administration = 64,
    Tenants = 1024,

    /// <summary>An API key, of what is its own.</summary>
    Key = 128,

    /// <summary>The key of the subscriber, or of the tenant, whose call it is.</summary>
    OwnerKey = 256,

    /// <summary>A key of the whole tenant.</summary>
    TenantKey = 512,
}

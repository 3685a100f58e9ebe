namespace CallSummary.Storage.Access;

/// <summary>A person's signed-in browser. The cookie holds a random token, this row its hash and what the person may do.</summary>
public sealed class Session
{
    /// <summary>Id (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the cookie's token, lower-case hex.</summary>
    public required string TokenSha256 { get; init; }

    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The subscriber, or null for somebody who works in the console.</summary>
    public string? SubscriberNumber { get; init; }

    /// <summary>Who it is, as logs and other people see it.</summary>
    public required string Name { get; init; }

    /// <summary>Console roles, comma-separated; empty for a subscriber.</summary>
    public required string Roles { get; set; }

    /// <summary>The browser, as it calls itself, shortened.</summary>
    public required string Device { get; init; }

    /// <summary>When the person signed in.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, to the minute or so.</summary>
    public required DateTimeOffset SeenAt { get; set; }

    /// <summary>When it ends by itself; moves on with use for subscribers.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }
}

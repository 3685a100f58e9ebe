namespace CallSummary.Storage.Access;

/// <summary>A link that signs one person in, once.</summary>
public sealed class SignInLink
{
    /// <summary>SHA-256 of the link's token, lower-case hex.</summary>
    public required string TokenSha256 { get; init; }

    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The subscriber, or null for the console.</summary>
    public string? SubscriberNumber { get; init; }

    /// <summary>Who it is for.</summary>
    public required string Name { get; init; }

    /// <summary>Console roles, comma-separated; empty for a subscriber.</summary>
    public required string Roles { get; init; }

    /// <summary>When it stops working, used or not.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

namespace CallSummary.Storage.Access;

/// <summary>Console roles that an administrator gave to somebody whom the identity provider knows, beside what its claims give.</summary>
public sealed class PersonRoles
{
    /// <summary>Longest <see cref="Subject"/>, in characters.</summary>
    public const int LongestSubject = 200;

    /// <summary>Id (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The person: the provider's <c>sub</c>, or an e-mail address in lower case that the provider has verified.</summary>
    public required string Subject { get; init; }

    /// <summary>Console roles, comma-separated.</summary>
    public required string Roles { get; set; }

    /// <summary>When they were last given.</summary>
    public required DateTimeOffset ChangedAt { get; set; }
}

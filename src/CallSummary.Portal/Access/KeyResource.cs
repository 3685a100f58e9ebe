using CallSummary.Storage.Access;

namespace CallSummary.Portal.Access;

/// <summary>An API key, without the key itself.</summary>
internal record KeyResource
{
    /// <summary>Id of the key, for revoking it.</summary>
    public required Guid Id { get; init; }

    /// <summary>What the key is for.</summary>
    public required string Name { get; init; }

    /// <summary>The one subscriber whose calls it may read, or null for all calls of the tenant.</summary>
    public required string? SubscriberNumber { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was revoked, or null while it works.</summary>
    public required DateTimeOffset? RevokedAt { get; init; }

    public static KeyResource Of(ApiKey key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        SubscriberNumber = key.SubscriberNumber,
        CreatedAt = key.CreatedAt,
        RevokedAt = key.RevokedAt,
    };
}

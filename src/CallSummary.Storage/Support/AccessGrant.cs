namespace CallSummary.Storage.Support;

/// <summary>A person of the console may read one call, for a time and a reason.</summary>
public sealed class AccessGrant
{
    /// <summary>Id (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The session that may.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>The ticket it is for.</summary>
    public required string Ticket { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Numbers and names are shown in full.</summary>
    public bool Unmasked { get; set; }
}

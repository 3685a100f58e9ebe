namespace CallSummary.Storage.Support;

/// <summary>A note of the support team on a call, for the team alone.</summary>
public sealed class CallComment
{
    /// <summary>Id (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>The call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string Author { get; init; }

    /// <summary>The note.</summary>
    public required string Text { get; init; }

    /// <summary>Flags the call for the quality team.</summary>
    public required bool Flag { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

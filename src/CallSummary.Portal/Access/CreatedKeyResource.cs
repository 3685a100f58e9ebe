namespace CallSummary.Portal.Access;

/// <summary>A new API key; the only answer that ever holds the key itself.</summary>
internal sealed record CreatedKeyResource : KeyResource
{
    /// <summary>The key. Keep it now: only its hash is stored.</summary>
    public required string Key { get; init; }
}

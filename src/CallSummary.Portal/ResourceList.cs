namespace CallSummary.Portal;

/// <summary>A list that is short enough for one answer.</summary>
internal sealed record ResourceList<T>
{
    /// <summary>The items.</summary>
    public required IReadOnlyList<T> Items { get; init; }
}

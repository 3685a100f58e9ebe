namespace CallSummary.Portal.Calls;

/// <summary>A page of calls, newest first.</summary>
internal sealed record CallPage
{
    /// <summary>The calls.</summary>
    public required IReadOnlyList<CallResource> Items { get; init; }

    /// <summary>Give it as <c>cursor</c> to read on; null on the last page.</summary>
    public required string? NextCursor { get; init; }
}

namespace CallSummary.Transcription;

/// <summary>The words that a call's recogniser is told to expect.</summary>
internal static class Vocabulary
{
    /// <summary>More would take the room that Whisper's text needs (its prompt has 224 tokens).</summary>
    public const int MostWords = 50;

    /// <summary>The most special list there is: the subscriber's, the tenant's, everybody's; null when none is set.</summary>
    public static string? Of(TranscriptionOptions options, string tenantId, string? subscriber)
    {
        var lists = options.Vocabulary;
        var words = subscriber is not null && lists.TryGetValue($"{tenantId}/{subscriber}", out var own) ? own
            : lists.TryGetValue(tenantId, out var tenants) ? tenants
            : lists.GetValueOrDefault("*");
        return words is { Length: > 0 } ? string.Join(", ", words) + "." : null;
    }
}

namespace CallSummary.Contracts;

/// <summary>
/// A command: recognise a call's speech once more, from its recording. When every utterance is in, the new transcript takes the place of the old,
/// which is kept as an earlier version, and the call is summarised again. What became of the command stands in its row (<c>Reruns</c>).
/// </summary>
public sealed record RetranscribeCall
{
    /// <summary>Id of the command and of its row: done twice, it counts once.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>Our id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns the call.</summary>
    public required string TenantId { get; init; }

    /// <summary>The speech model's name in the workers' catalogue; null for the one that is configured.</summary>
    public string? Model { get; init; }

    /// <summary>The language that is spoken (ISO 639-1); null lets the recogniser detect it.</summary>
    public string? Language { get; init; }

    /// <summary>The stretches of speech, as they were found while the call ran.</summary>
    public required IReadOnlyList<UtteranceSpan> Utterances { get; init; }
}

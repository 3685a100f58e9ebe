namespace CallSummary.Portal.Calls;

/// <summary>What was said on a call.</summary>
internal sealed record TranscriptResource
{
    /// <summary>Id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>Whether every utterance of the ended call has been transcribed.</summary>
    public required bool Complete { get; init; }

    /// <summary>Utterances that have not been transcribed (yet); null while the call is up and nobody knows.</summary>
    public required int? Missing { get; init; }

    /// <summary>Utterances whose recognised text was thrown away, because nobody spoke or the text could not be trusted.</summary>
    public required int Dropped { get; init; }

    /// <summary>Stretches that were not recorded because the recording was paused; null when there are none.</summary>
    public IReadOnlyList<PausedStretch>? Paused { get; init; }

    /// <summary>The lines. Their numbers are those that the evidence of the summary names.</summary>
    public required IReadOnlyList<TranscriptLine> Lines { get; init; }
}

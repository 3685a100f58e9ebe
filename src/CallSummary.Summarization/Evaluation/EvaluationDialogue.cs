using CallSummary.Contracts;
using CallSummary.Summarization.Transcripts;

namespace CallSummary.Summarization.Evaluation;

/// <summary>A conversation with the summary that is right for it.</summary>
internal sealed record EvaluationDialogue
{
    public required string Id { get; init; }

    /// <summary>ISO 639-1.</summary>
    public required string Language { get; init; }

    /// <summary>Such as <c>delivery</c>; empty when the set names none.</summary>
    public required string Kind { get; init; }

    /// <summary>Start of the call; its offset is the time zone in which dates are meant.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public required IReadOnlyList<TranscriptLine> Lines { get; init; }

    public required SummaryContent Expected { get; init; }

    public Transcript Transcript => new() { Lines = Lines, Language = Language, Coverage = 1, Confidence = 1, SpeechModels = [] };
}

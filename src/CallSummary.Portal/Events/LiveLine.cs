using CallSummary.Contracts;

namespace CallSummary.Portal.Events;

/// <summary>A line of a running transcript. It has no line number: an earlier utterance may still come in.</summary>
internal sealed record LiveLine
{
    /// <summary><c>me</c> or <c>other</c>, from the reader's view.</summary>
    public required string Speaker { get; init; }

    /// <summary>The leg that spoke.</summary>
    public required Leg Leg { get; init; }

    /// <summary>Position among the leg's utterances, from 0; with the leg it names the line.</summary>
    public required int Sequence { get; init; }

    /// <summary>Start, in seconds from the start of the recording.</summary>
    public required double Start { get; init; }

    /// <summary>End, in seconds from the start of the recording.</summary>
    public required double End { get; init; }

    /// <summary>What was said.</summary>
    public required string Text { get; init; }

    /// <summary>Language, ISO 639-1; empty when unknown.</summary>
    public required string Language { get; init; }

    /// <summary>Mean probability of the recognised words, 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>The line of an utterance, before it is known who reads.</summary>
    public static LiveLine Of(UtteranceTranscribed said) => new()
    {
        Speaker = string.Empty,
        Leg = said.Leg,
        Sequence = said.Sequence,
        Start = said.Offset.TotalSeconds,
        End = (said.Offset + said.Duration).TotalSeconds,
        Text = said.Text,
        Language = said.Language,
        Probability = said.Probability,
    };

    /// <summary>The same for one that is still being said.</summary>
    public static LiveLine Of(UtterancePartlyTranscribed soFar) => new()
    {
        Speaker = string.Empty,
        Leg = soFar.Leg,
        Sequence = soFar.Sequence,
        Start = soFar.Offset.TotalSeconds,
        End = (soFar.Offset + soFar.Duration).TotalSeconds,
        Text = soFar.Text,
        Language = soFar.Language,
        Probability = soFar.Probability,
    };
}

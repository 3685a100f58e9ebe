using System.Text.Json.Nodes;

namespace CallSummary.AllInOne.Demo;

/// <summary>How one sample call went.</summary>
internal sealed record DemoCallResult
{
    public required SampleCall Sample { get; init; }

    public required Guid CallId { get; init; }

    public required JsonNode Transcript { get; init; }

    public required JsonNode Summary { get; init; }

    /// <summary>From hang-up to the last transcript line on the subscriber's event stream; zero when all were there before.</summary>
    public required TimeSpan HangUpToLastLine { get; init; }

    /// <summary>From hang-up to the summary on the subscriber's event stream.</summary>
    public required TimeSpan HangUpToSummary { get; init; }

    /// <summary>From hang-up to the subscriber's webhook.</summary>
    public required TimeSpan HangUpToWebhook { get; init; }

    /// <summary>Word (Korean: character) error rate of the transcript against the script.</summary>
    public double TranscriptErrorRate => ErrorRate.Of(
        Sample.Language,
        string.Join(' ', Sample.Lines.Select(l => l.Text)),
        string.Join(' ', Transcript["lines"]!.AsArray().Select(l => (string?)l!["text"])));
}

using CallSummary.Contracts;
using CallSummary.Summarization.Checking;
using CallSummary.Summarization.Transcripts;

namespace CallSummary.Summarization.Risk;

/// <summary>The risk of a whole transcript, in the summary's form: what the other party said against the subscriber.</summary>
internal static class TranscriptRisk
{
    public static readonly SummaryRisk None = new() { Level = "none", Reason = string.Empty, Evidence = [] };

    public static CallRisk Read(IReadOnlyList<TranscriptLine> lines) => Read(lines.Select(line => (line, new LineReading(line.Text))));

    public static CallRisk Read(IEnumerable<(TranscriptLine Line, LineReading Reading)> lines)
    {
        var risk = new CallRisk();
        foreach (var (line, reading) in lines.Where(pair => pair.Line.Speaker == "other"))
        {
            risk.Read(line.Number, reading.Signs);
        }

        return risk;
    }

    public static SummaryRisk Of(CallRisk risk) => risk is { Level: { } level, Raised: { } raised }
        ? new SummaryRisk { Level = level == RiskLevel.Dangerous ? "dangerous" : "suspicious", Reason = raised.Phrase, Evidence = [.. risk.Lines.Distinct()] }
        : None;
}

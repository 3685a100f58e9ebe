using System.Text.RegularExpressions;
using CallSummary.Contracts;
using CallSummary.Summarization.Summaries;

namespace CallSummary.Summarization.Checking;

/// <summary>Leaves out of a model's summary what its transcript does not support.</summary>
internal static partial class SummaryChecker
{
    /// <param name="content">What the model wrote.</param>
    /// <param name="evidence">The transcript.</param>
    /// <param name="extractive">Where title and summary come from when nothing of the model's is left.</param>
    public static CheckedSummary Check(SummaryContent content, TranscriptEvidence evidence, SummaryContent extractive)
    {
        var dropped = new List<string>();
        IReadOnlyList<T> Keep<T>(IReadOnlyList<T> items, Func<T, string> text, Func<T, bool> supported)
        {
            dropped.AddRange(items.Where(item => !supported(item)).Select(text));
            return [.. items.Where(supported)];
        }

        bool Supported(string text, IReadOnlyList<int> cited) => evidence.Exist(cited) && evidence.Supports(text, cited);
        var title = Keep([content.Title], t => t, t => evidence.Supports(t, null));
        var sentences = Keep(SentenceEnd().Split(content.Summary), s => s, s => evidence.Supports(s, null));
        var kept = new SummaryContent
        {
            Title = title.Count > 0 ? title[0] : extractive.Title,
            Summary = sentences.Count > 0 ? string.Join(' ', sentences) : extractive.Summary,
            Details = Keep(content.Details, d => d.Text, d => Supported(d.Text, d.Evidence)),
            ActionItems = Keep(content.ActionItems, a => a.Text, a => SummarySchema.Owners.Contains(a.Owner) && Supported(a.Text, a.Evidence)),
            Schedule = Keep(content.Schedule, s => $"{s.What}: {s.When}", s => Supported(s.When, s.Evidence) && evidence.Supports(s.What, s.Evidence)),
            Facts = Keep(content.Facts, f => f.Value, f => SummarySchema.FactKinds.Contains(f.Kind) && evidence.Exist(f.Evidence) && evidence.Says(f.Value, f.Evidence)),
            Tags = Keep(content.Tags, t => t, t => evidence.Supports(t, null)),
            Risk = Risk(content.Risk, evidence, dropped),
        };
        return new CheckedSummary(kept, dropped);
    }

    private static SummaryRisk Risk(SummaryRisk risk, TranscriptEvidence evidence, List<string> dropped)
    {
        var none = new SummaryRisk { Level = "none", Reason = string.Empty, Evidence = [] };
        if (risk.Level == "none")
        {
            return none;
        }

        // An accusation needs its lines; a reason with a wrong number is left out, the warning stays.
        if (!SummarySchema.RiskLevels.Contains(risk.Level) || !evidence.Exist(risk.Evidence))
        {
            dropped.Add(risk.Reason);
            return none;
        }

        if (risk.Reason.Length == 0 || evidence.Supports(risk.Reason, risk.Evidence))
        {
            return risk;
        }

        dropped.Add(risk.Reason);
        return risk with { Reason = string.Empty };
    }

    [GeneratedRegex(@"(?<=[.!?。])(?<![ap]\.m\.)\s+")]
    private static partial Regex SentenceEnd();
}

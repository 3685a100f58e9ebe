using System.Text.RegularExpressions;
using CallSummary.Contracts;
using CallSummary.Summarization.Risk;
using CallSummary.Summarization.Summaries;

namespace CallSummary.Summarization.Checking;

/// <summary>Leaves out of a model's summary what its transcript does not support.</summary>
internal static partial class SummaryChecker
{
    /// <param name="content">What the model wrote.</param>
    /// <param name="evidence">The transcript.</param>
    /// <param name="extractive">Where title and summary come from when nothing of the model's is left.</param>
    public static CheckedSummary Check(SummaryContent content, TranscriptEvidence evidence, Lazy<SummaryContent> extractive)
    {
        var ledger = new Ledger();
        var title = ledger.Keep("title", [content.Title], t => t, t => evidence.Check(t, null));
        var sentences = ledger.Keep("summary", Sentences(content.Summary), s => s, s => evidence.Check(s, null));
        var grounded = title.Count > 0 || sentences.Count > 0;
        var kept = new SummaryContent
        {
            Title = title.Count > 0 ? title[0] : extractive.Value.Title,
            Summary = sentences.Count > 0 ? string.Join(' ', sentences) : extractive.Value.Summary,
            Details = ledger.Keep("details", content.Details, d => d.Text, d => evidence.CheckCited(d.Text, d.Evidence)),
            ActionItems = ledger.Keep(
                "action_items", content.ActionItems, a => a.Text, a => SummarySchema.Owners.Contains(a.Owner) ? evidence.CheckCited(a.Text, a.Evidence) : Problem.Schema),
            Schedule = ledger.Keep("schedule", content.Schedule, s => $"{s.What}: {s.When}", s => Schedule(s, evidence)),
            Facts = ledger.Keep("facts", content.Facts, f => f.Value, f => SummarySchema.FactKinds.Contains(f.Kind) ? evidence.CheckSaid(f.Value, f.Evidence) : Problem.Schema),
            Tags = ledger.Keep("tags", content.Tags, t => t, t => evidence.Check(t, null)),
            Risk = Risk(content.Risk, TranscriptRisk.Of(evidence.Risk), evidence, ledger),
        };
        return new CheckedSummary(kept, ledger.Dropped, ledger.Verdicts, grounded);
    }

    /// <summary>The sentences of a text; each is checked on its own.</summary>
    public static string[] Sentences(string text) => SentenceEnd().Split(text);

    private static Problem Schedule(SummaryScheduleItem item, TranscriptEvidence evidence)
    {
        var when = evidence.CheckNumbers(item.When, item.Evidence);
        return when != Problem.None ? when : evidence.Check(item.What, item.Evidence);
    }

    private static SummaryRisk Risk(SummaryRisk risk, SummaryRisk signs, TranscriptEvidence evidence, Ledger ledger)
    {
        // Signs that were found in the words themselves stand whatever the model thinks.
        if (risk.Level == "none")
        {
            return signs;
        }

        // An accusation needs its lines, and a reason that speaks of this call; a reason with a wrong number is left out, the warning stays.
        var problem = !SummarySchema.RiskLevels.Contains(risk.Level) ? Problem.Schema
            : !evidence.Exist(risk.Evidence) ? Problem.NoEvidence
            : risk.Reason.Length == 0 ? Problem.None
            : evidence.CheckCited(risk.Reason, risk.Evidence);
        if (problem != Problem.None)
        {
            ledger.Drop("risk", risk.Reason, problem);
            return problem is Problem.Number or Problem.Name && signs.Level != "none" ? signs with { Level = risk.Level } : signs;
        }

        ledger.Support("risk", null);
        return signs.Level == "dangerous" && risk.Level != "dangerous" ? risk with { Level = signs.Level } : risk;
    }

    [GeneratedRegex(@"(?<=[.!?。])(?<![ap]\.m\.)\s+")]
    private static partial Regex SentenceEnd();

    private sealed class Ledger
    {
        private readonly List<string> _dropped = [];
        private readonly List<SummaryVerdict> _verdicts = [];

        public IReadOnlyList<string> Dropped => _dropped;

        public IReadOnlyList<SummaryVerdict> Verdicts => _verdicts;

        public List<T> Keep<T>(string section, IReadOnlyList<T> items, Func<T, string> text, Func<T, Problem> check)
        {
            var kept = new List<T>(items.Count);
            foreach (var item in items)
            {
                var problem = check(item);
                if (problem == Problem.None)
                {
                    Support(section, kept.Count);
                    kept.Add(item);
                }
                else
                {
                    Drop(section, text(item), problem);
                }
            }

            return kept;
        }

        public void Support(string section, int? index) => _verdicts.Add(new SummaryVerdict { Section = section, Index = index, Verdict = "supported" });

        public void Drop(string section, string text, Problem problem)
        {
            _dropped.Add(text);
            _verdicts.Add(new SummaryVerdict { Section = section, Verdict = "dropped", Problem = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(problem.ToString()) });
        }
    }
}

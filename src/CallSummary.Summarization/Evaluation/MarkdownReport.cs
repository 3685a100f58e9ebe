using System.Globalization;
using System.Text;

namespace CallSummary.Summarization.Evaluation;

/// <summary>The report for people.</summary>
internal static class MarkdownReport
{
    private const int MaxListed = 40;

    private static readonly (string Name, Func<ModelScore, string> Value)[] Rows =
    [
        ("dialogues", s => s.Dialogues.ToString(CultureInfo.InvariantCulture)),
        ("schema valid", s => Percent(s.SchemaValid)),
        ("item precision", s => Percent(s.ItemPrecision)),
        ("item recall", s => Percent(s.ItemRecall)),
        ("schedules, numbers, amounts found", s => Percent(s.HardItemRecall)),
        ("number precision", s => Percent(s.NumberPrecision)),
        ("evidence accuracy", s => Percent(s.EvidenceAccuracy)),
        ("dates resolved right", s => Percent(s.DateAccuracy)),
        ("ordinary calls shown as risky", s => Percent(s.RiskFalseAlarms)),
        ("fraud shown as risky", s => Percent(s.RiskRecall)),
        ("unsupported things shown", s => s.UnsupportedShown.ToString(CultureInfo.InvariantCulture)),
        ("things dropped by the check", s => s.Dropped.ToString(CultureInfo.InvariantCulture)),
        ("extractive because the model gave none", s => s.Fallbacks.ToString(CultureInfo.InvariantCulture)),
        ("seconds a summary, mean", s => s.Seconds.ToString("0.000", CultureInfo.InvariantCulture)),
        ("seconds a summary, 95 %", s => s.SecondsP95.ToString("0.000", CultureInfo.InvariantCulture)),
    ];

    public static string Write(string set, IReadOnlyList<(ModelScore Score, IReadOnlyList<DialogueScore> Dialogues)> results)
    {
        var text = new StringBuilder();
        text.AppendLine("# Summaries").AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Set: {set}. Figures of a demonstration model are figures of the installation, not of real calls.").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| | {string.Join(" | ", results.Select(r => r.Score.Model))} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|---|{string.Concat(results.Select(_ => "---|"))}");
        foreach (var (name, value) in Rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", results.Select(r => value(r.Score)))} |");
        }

        text.AppendLine().AppendLine("![plot](plot.svg)");
        foreach (var (score, dialogues) in results)
        {
            var wrong = dialogues.Where(d => d.Unsupported.Count > 0).ToList();
            if (wrong.Count > 0)
            {
                text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## Shown by {score.Model} without support").AppendLine();
                foreach (var dialogue in wrong.Take(MaxListed))
                {
                    text.AppendLine(CultureInfo.InvariantCulture, $"- {dialogue.Dialogue.Id}: {string.Join("; ", dialogue.Unsupported)}");
                }
            }
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    public static string Line(ModelScore score) =>
        $"{score.Model}: schema {Percent(score.SchemaValid)}, precision {Percent(score.ItemPrecision)}, recall {Percent(score.ItemRecall)}, hard items {Percent(score.HardItemRecall)}, "
        + $"numbers {Percent(score.NumberPrecision)}, evidence {Percent(score.EvidenceAccuracy)}, unsupported {score.UnsupportedShown}, dropped {score.Dropped}, {score.Seconds.ToString("0.000", CultureInfo.InvariantCulture)} s";

    private static string Percent(double ratio) => (ratio * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}

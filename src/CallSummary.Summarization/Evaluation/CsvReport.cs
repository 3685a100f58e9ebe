using System.Globalization;
using System.Text;

namespace CallSummary.Summarization.Evaluation;

/// <summary>One line a dialogue and model, for a spreadsheet.</summary>
internal static class CsvReport
{
    public static string Write(IReadOnlyList<(ModelScore Score, IReadOnlyList<DialogueScore> Dialogues)> results)
    {
        var text = new StringBuilder("model,id,language,kind,lines,schema_valid,items,matched,expected,hard_expected,hard_found,numbers,numbers_right,evidence_right,dates_expected,dates_right,unsupported,dropped,seconds\n");
        foreach (var (score, dialogues) in results)
        {
            foreach (var d in dialogues)
            {
                object[] cells =
                [
                    score.Model, d.Dialogue.Id, d.Dialogue.Language, d.Dialogue.Kind, d.Dialogue.Lines.Count, d.SchemaValid ? 1 : 0, d.Items, d.Matched, d.Expected, d.Hard.Expected, d.Hard.Found,
                    d.Numbers.All, d.Numbers.Right, d.EvidenceRight, d.Dates.Expected, d.Dates.Right, d.Unsupported.Count, d.Dropped, Math.Round(d.Seconds, 4),
                ];
                text.AppendJoin(',', cells.Select(Cell)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Cell(object value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        // A spreadsheet runs what begins like a formula.
        text = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' ? "'" + text : text;
        return text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CallSummary.Transcription.Evaluation.Reports;

/// <summary>Writes the report for programs (JSON, CSV) and people (Markdown with a plot).</summary>
internal static class AsrReportFiles
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string folder, AsrReport report, IReadOnlyCollection<AsrResult> results)
    {
        File.WriteAllText(Path.Combine(folder, "report.json"), JsonSerializer.Serialize(report, Json) + "\n");
        File.WriteAllText(Path.Combine(folder, "report.csv"), Csv(results));
        File.WriteAllText(Path.Combine(folder, "report.svg"), AsrPlot.Draw(report));
        File.WriteAllText(Path.Combine(folder, "report.md"), Markdown(report, results));
    }

    private static string Markdown(AsrReport report, IReadOnlyCollection<AsrResult> results)
    {
        var text = new StringBuilder("# Speech recognition\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Model: `{report.Model}`{(report.Notice is { } notice ? $" ({notice})" : "")}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{report.Utterances} recordings. Word errors {Percent(report.Wer)}, character errors {Percent(report.Cer)} (spaces ignored), entities missed {Percent(report.EntityError)}, condition `{report.Condition}`. ");
        text.Append(CultureInfo.InvariantCulture, $"Words invented where nobody speaks: {report.InventedWords}. Real-time factor {report.RealTimeFactor:0.###}.\n\n");
        text.Append("| condition | language | recordings | WER | CER | entities missed | real-time factor |\n|---|---|---|---|---|---|---|\n");
        foreach (var (condition, languages) in report.ByConditionAndLanguage)
        {
            foreach (var (language, figures) in languages)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {condition} | {language} | {figures.Utterances} | {Percent(figures.Wer)} | {Percent(figures.Cer)} | {Percent(figures.EntityError)} | {figures.RealTimeFactor:0.###} |\n");
            }
        }

        text.Append("\n![Error rates by condition](report.svg)\n");
        Section(text, "Words invented on sounds without speech (30 s each)", report.InventedWordsBySound.Select(s => $"{s.Key}: {s.Value}"));
        Section(text, "Dropped by the gates", report.Dropped.Select(d => $"{d.Key}: {d.Value}"));
        Section(text, "Not measured", report.UnavailableConditions.Select(u => $"`{u.Key}`: {u.Value}"));
        Section(text, "Largest errors", results.Where(r => r.CharacterErrors > 0).OrderByDescending(r => r.CharacterErrors).Take(10)
            .Select(r => $"`{r.File}` ({r.Condition}): “{r.Reference}” heard as “{r.Heard}”"));
        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var list = lines.ToArray();
        if (list.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n").AppendJoin('\n', list.Select(l => $"- {l}")).Append('\n');
        }
    }

    private static string Csv(IEnumerable<AsrResult> results)
    {
        var text = new StringBuilder("file,condition,language,heard_language,words,word_errors,characters,character_errors,entities,entity_errors,invented_words,audio_seconds,processing_seconds,probability,reference,heard\n");
        foreach (var r in results)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Cell(r.File)},{Cell(r.Condition)},{Cell(r.Language)},{Cell(r.HeardLanguage)},{r.Words},{r.WordErrors},{r.Characters},{r.CharacterErrors},{r.Entities},{r.EntityErrors},{r.InventedWords},{r.AudioSeconds:0.###},{r.ProcessingSeconds:0.####},{r.Probability:0.###},{Cell(r.Reference)},{Cell(r.Heard)}\n");
        }

        return text.ToString();
    }

    // A cell that begins like a formula is one to a spreadsheet.
    private static string Cell(string value)
    {
        var safe = value.Length > 0 && value[0] is '=' or '+' or '-' or '@' ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Percent(double? rate) => rate is { } r ? string.Create(CultureInfo.InvariantCulture, $"{100 * r:0.00} %") : "–";
}

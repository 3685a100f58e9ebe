using System.Globalization;
using System.Text;

namespace CallSummary.Transcription.Evaluation.Reports;

/// <summary>What shorter encoder windows cost in accuracy and save in time: a row for each floor, and the floor that follows from them.</summary>
internal static class ContextFloors
{
    // Less than this between two runs is which words happened to fall where.
    private const double Tolerance = 0.002;

    /// <summary>The smallest floor with no more errors than the longest, in words and in characters; each larger one must hold that too.</summary>
    public static int Choose(IReadOnlyCollection<(int Floor, AsrReport Report)> measured)
    {
        var falling = measured.OrderByDescending(m => m.Floor).ToArray();
        var whole = falling[0].Report;
        return falling.TakeWhile(m => m.Report.Wer <= whole.Wer + Tolerance && m.Report.Cer <= whole.Cer + Tolerance && m.Report.InventedWords <= whole.InventedWords)
            .Select(m => m.Floor).LastOrDefault(falling[0].Floor);
    }

    /// <summary>Writes <c>floors.csv</c> and <c>floors.md</c>.</summary>
    public static void Write(string folder, IReadOnlyCollection<(int Floor, AsrReport Report)> measured)
    {
        var rows = measured.OrderBy(m => m.Floor).ToArray();
        var csv = new StringBuilder("context_floor,utterances,wer,cer,entity_error,invented_words,real_time_factor\n");
        var text = new StringBuilder("# Encoder window\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Model: `{rows[0].Report.Model}`, condition `{rows[0].Report.Condition}`, {rows[0].Report.Utterances} recordings. ");
        text.Append("A window of fewer positions (50 a second) is cheaper; from some length on it costs words.\n\n| floor | WER | CER | entities missed | words invented | real-time factor |\n|---|---|---|---|---|---|\n");
        foreach (var (floor, report) in rows)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{floor},{report.Utterances},{report.Wer},{report.Cer},{report.EntityError},{report.InventedWords},{report.RealTimeFactor}\n");
            text.Append(CultureInfo.InvariantCulture, $"| {floor} | {100 * report.Wer:0.00} % | {100 * report.Cer:0.00} % | {100 * report.EntityError:0.00} % | {report.InventedWords} | {report.RealTimeFactor:0.####} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nThe smallest floor that costs nothing here: **{Choose(measured)}** (`{TranscriptionOptions.Section}:AudioContextFloor`).\n");
        File.WriteAllText(Path.Combine(folder, "floors.csv"), csv.ToString());
        File.WriteAllText(Path.Combine(folder, "floors.md"), text.ToString());
    }
}

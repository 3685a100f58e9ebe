using System.Text;
using CallSummary.Portal.Pages;

namespace CallSummary.Portal.Administration;

/// <summary>
/// Reads a CSV file of subscribers' numbers: <c>first,last,note</c>; the last and the note may be left out. Commas, semicolons or tabs
/// between cells, quotes around them (RFC 4180), a line of headings if there is one.
/// </summary>
internal static class NumberFile
{
    /// <summary>Lines of one file.</summary>
    internal const int MostLines = 20_000;

    /// <summary>Errors told; of a file with more, the first.</summary>
    internal const int MostErrors = 50;

    /// <summary>Numbers in one range.</summary>
    private const long LargestRange = 10_000_000;
    private const int LongestNote = 100;

    /// <returns>The lines, and what is wrong with which; a file with an error is not to be applied.</returns>
    public static (IReadOnlyList<NumberLine> Lines, IReadOnlyList<(int Line, Said Problem)> Errors) Read(string text)
    {
        List<NumberLine> lines = [];
        List<(int, Said)> errors = [];
        var rows = text.TrimStart('\uFEFF').Split('\n');
        for (var i = 0; i < rows.Length && errors.Count < MostErrors; i++)
        {
            var row = rows[i].Trim();
            if (row.Length == 0 || (i == 0 && IsHeading(row)))
            {
                continue;
            }

            if (lines.Count == MostLines)
            {
                errors.Add((i + 1, new Said($"The file has more than {MostLines} lines: split it.", $"파일이 {MostLines}줄을 넘습니다. 나누어 올려 주세요.")));
                break;
            }

            var (line, problem) = Parse(i + 1, Cells(row));
            if (line is not null)
            {
                lines.Add(line);
            }
            else
            {
                errors.Add((i + 1, problem!));
            }
        }

        if (errors.Count == 0)
        {
            errors.AddRange(Overlaps(lines).Take(MostErrors));
        }

        return (lines, errors);
    }

    private static bool IsHeading(string row) => !row.Any(char.IsDigit) && row.Any(char.IsLetter);

    private static (NumberLine? Line, Said? Problem) Parse(int number, List<string> cells)
    {
        var first = Plain(cells[0]);
        var last = cells.Count > 1 && cells[1].Length > 0 ? Plain(cells[1]) : first;
        var note = cells.Count > 2 ? cells[2] : "";
        if (cells.Count > 3)
        {
            return (null, new Said("More than three cells: first,last,note.", "칸이 셋을 넘습니다: 시작,끝,메모."));
        }

        if (!IsNumber(first) || !IsNumber(last))
        {
            return (null, new Said($"\"{(IsNumber(first) ? cells[1] : cells[0])}\" is no number: + and 2 to 15 digits, or digits alone.", $"\"{(IsNumber(first) ? cells[1] : cells[0])}\"은(는) 번호가 아닙니다. +와 숫자 2~15자리, 또는 숫자만 쓰세요."));
        }

        if (first.Length != last.Length || string.CompareOrdinal(first, last) > 0)
        {
            return (null, new Said("The last number must be as long as the first one, and not before it.", "끝 번호는 시작 번호와 길이가 같고 앞서지 않아야 합니다."));
        }

        if (long.Parse(last.TrimStart('+'), System.Globalization.CultureInfo.InvariantCulture) - long.Parse(first.TrimStart('+'), System.Globalization.CultureInfo.InvariantCulture) >= LargestRange)
        {
            return (null, new Said($"A range has at most {LargestRange} numbers.", $"한 범위는 최대 {LargestRange}개 번호입니다."));
        }

        return note.Length > LongestNote || note.Any(char.IsControl)
            ? (null, new Said($"The note must be one line of at most {LongestNote} characters.", $"메모는 한 줄, 최대 {LongestNote}자입니다."))
            : (new NumberLine(number, first, last, note), null);
    }

    private static IEnumerable<(int Line, Said Problem)> Overlaps(List<NumberLine> lines)
    {
        var sorted = lines.OrderBy(l => l.First.Length).ThenBy(l => l.First, StringComparer.Ordinal).ThenBy(l => l.Line).ToList();
        for (var i = 1; i < sorted.Count; i++)
        {
            var (before, line) = (sorted[i - 1], sorted[i]);
            if (before.Last.Length == line.First.Length && string.CompareOrdinal(line.First, before.Last) <= 0)
            {
                yield return (line.Line, new Said($"Overlaps with line {before.Line}.", $"{before.Line}번째 줄과 겹칩니다."));
            }
        }
    }

    private static string Plain(string cell) => new([.. cell.Where(c => c is not (' ' or '-' or '(' or ')' or '.' or '\u00a0'))]);

    private static bool IsNumber(string text) =>
        text.Length is >= 2 and <= 16 && text.AsSpan(text[0] == '+' ? 1 : 0) is { Length: >= 2 and <= 15 } digits && !digits.ContainsAnyExceptInRange('0', '9');

    private static List<string> Cells(string row)
    {
        var separator = row.Contains('\t', StringComparison.Ordinal) ? '\t' : row.Contains(';', StringComparison.Ordinal) && !row.Contains(',', StringComparison.Ordinal) ? ';' : ',';
        List<string> cells = [];
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < row.Length; i++)
        {
            var c = row[i];
            if (c == '"' && quoted && i + 1 < row.Length && row[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == separator && !quoted)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString().Trim());
        return cells;
    }
}

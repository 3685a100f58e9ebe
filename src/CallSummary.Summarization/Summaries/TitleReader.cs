using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CallSummary.Summarization.Summaries;

/// <summary>Finds the title in an answer that is still being written: it is the first field.</summary>
internal sealed partial class TitleReader
{
    private const int Longest = 1024;

    private readonly StringBuilder _begin = new();
    private bool _done;

    /// <summary>Adds a piece; the title, once, when it is whole.</summary>
    public string? Add(string piece)
    {
        if (_done)
        {
            return null;
        }

        _begin.Append(piece);
        if (Title().Match(_begin.ToString()) is { Success: true } match)
        {
            _done = true;
            return JsonSerializer.Deserialize<string>(match.Groups[1].Value);
        }

        _done = _begin.Length > Longest;
        return null;
    }

    [GeneratedRegex("""^\s*\{\s*"title"\s*:\s*("(?:[^"\\]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*")""")]
    private static partial Regex Title();
}

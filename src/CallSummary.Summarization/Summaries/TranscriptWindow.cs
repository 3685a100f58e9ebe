using System.Security.Cryptography;
using System.Text;
using CallSummary.Contracts;
using CallSummary.Summarization.Transcripts;

namespace CallSummary.Summarization.Summaries;

/// <summary>
/// A part of a call that fits into the model's context: the lines as the model is shown them, numbered from 1. How a call is cut depends on its
/// lines alone, so that what was written of a part while the call ran is found again at its end.
/// </summary>
internal sealed record TranscriptWindow
{
    /// <summary>Lines of the call before this part.</summary>
    public required int Before { get; init; }

    public required IReadOnlyList<TranscriptLine> Lines { get; init; }

    public string Text => string.Join('\n', Lines);

    /// <summary>Names the part by what it says.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Cuts a transcript into parts of at most a budget; a short call is one part.</summary>
    public static IReadOnlyList<TranscriptWindow> Split(IReadOnlyList<TranscriptLine> lines, Func<TranscriptLine, int> cost, int budget)
    {
        var windows = new List<TranscriptWindow>();
        var start = 0;
        var used = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            var needs = cost(lines[i]);
            if (used + needs > budget && i > start)
            {
                windows.Add(Cut(lines, start, i));
                (start, used) = (i, 0);
            }

            used += needs;
        }

        windows.Add(Cut(lines, start, lines.Count));
        return windows;
    }

    /// <summary>The content with its line numbers as the call counts them.</summary>
    public SummaryContent InCall(SummaryContent content)
    {
        IReadOnlyList<int> Lines(IReadOnlyList<int> evidence) => Before == 0 ? evidence : [.. evidence.Select(line => line >= 1 && line <= this.Lines.Count ? line + Before : 0)];
        return content with
        {
            Details = [.. content.Details.Select(d => d with { Evidence = Lines(d.Evidence) })],
            ActionItems = [.. content.ActionItems.Select(a => a with { Evidence = Lines(a.Evidence) })],
            Schedule = [.. content.Schedule.Select(s => s with { Evidence = Lines(s.Evidence) })],
            Facts = [.. content.Facts.Select(f => f with { Evidence = Lines(f.Evidence) })],
            Risk = content.Risk with { Evidence = Lines(content.Risk.Evidence) },
        };
    }

    private static TranscriptWindow Cut(IReadOnlyList<TranscriptLine> lines, int start, int end) => new()
    {
        Before = start,
        Lines = start == 0 && end == lines.Count ? lines : [.. lines.Skip(start).Take(end - start).Select((line, i) => line with { Number = i + 1 })],
    };
}

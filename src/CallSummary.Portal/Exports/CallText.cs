using System.Globalization;
using System.Text;
using CallSummary.Portal.App;
using CallSummary.Portal.Pages;

namespace CallSummary.Portal.Exports;

/// <summary>A call as plain text, to take away, and the parts that every export has.</summary>
internal static class CallText
{
    public static string Write(CallView view, Wording say)
    {
        var text = new StringBuilder();
        text.AppendLine(view.Summary?.Title.Text ?? view.Other).AppendLine(Heading(view, say));
        if (view.Summary is { } summary)
        {
            text.AppendLine(say.WrittenBy(summary)).AppendLine().AppendLine(summary.Summary.Text);
        }

        foreach (var (title, items) in Sections(view, say))
        {
            text.AppendLine().AppendLine(title).AppendJoin(Environment.NewLine, items).AppendLine();
        }

        text.AppendLine().AppendLine(say.Display.Text("What was said", "통화 내용"));
        foreach (var (start, speaker, words) in Said(view, say))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"[{Wording.Clock(start)}] {(speaker.Length > 0 ? $"{speaker}: " : "")}{words}");
        }

        return text.ToString();
    }

    /// <summary>With whom, when, and how long.</summary>
    public static string Heading(CallView view, Wording say) =>
        $"{(view.Name is null ? "" : $"{view.Name} · ")}{Wording.Number(view.OtherNumber)} · {say.Moment(view.At)} · {say.Length(view.Call.Duration)}";

    /// <summary>The parts of the summary that are there, a line an item.</summary>
    public static IEnumerable<(string Title, IReadOnlyList<string> Items)> Sections(CallView view, Wording say)
    {
        if (view.Summary is not { } summary)
        {
            return [];
        }

        var display = say.Display;
        return new (string Title, IReadOnlyList<string> Items)[]
        {
            (display.Text("To do", "할 일"), [.. summary.Todos.Select(t => $"[{(t.Done ? "x" : " ")}] {(t.Mine ? display.Text("Me", "나") : view.Other)}: {t.Item.Text}")]),
            (display.Text("Schedule", "일정"), [.. summary.Content.Schedule.Select(s => $"{s.What}: {s.When}")]),
            (display.Text("Numbers and facts", "번호와 정보"), [.. summary.Content.Facts.Select(f => $"{say.Fact(f.Kind)}: {f.Value}")]),
            (display.Text("Details", "상세 내용"), [.. summary.Details.Select(d => d.Text)]),
        }.Where(section => section.Items.Count > 0);
    }

    /// <summary>Lines, and between them, spoken by nobody, when the recording was paused.</summary>
    public static IEnumerable<(double Start, string Speaker, string Text)> Said(CallView view, Wording say) =>
        view.Lines.Select(l => (l.Start, l.Mine ? say.Display.Text("Me", "나") : view.Other, l.Text))
            .Concat(view.Pauses.Select(p => (p.Start.TotalSeconds, string.Empty, say.Pause(p))))
            .OrderBy(said => said.Item1);
}

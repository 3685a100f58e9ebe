using System.Globalization;
using System.Text;
using CallSummary.Portal.Pages;

namespace CallSummary.Portal.App;

/// <summary>A call as plain text, to take away.</summary>
internal static class CallText
{
    public static string Write(CallView view, Wording say)
    {
        var display = say.Display;
        var text = new StringBuilder();
        text.AppendLine(view.Summary?.Title.Text ?? view.Other);
        text.AppendLine(CultureInfo.InvariantCulture, $"{view.Other} ({Wording.Number(view.OtherNumber)}) · {say.Moment(view.At)} · {say.Length(view.Call.Duration)}");
        if (view.Summary is { } summary)
        {
            text.AppendLine(summary.IsExtractive ? display.Text("Excerpts, no AI summary", "발췌 요약 (AI 미사용)") : display.Text("Written by AI, may be wrong", "AI가 작성했으며 틀릴 수 있습니다"));
            text.AppendLine().AppendLine(summary.Summary.Text);
            Section(display.Text("Details", "상세 내용"), summary.Details.Select(d => d.Text));
            Section(display.Text("To do", "할 일"), summary.Todos.Select(t => $"[{(t.Done ? "x" : " ")}] {(t.Mine ? display.Text("Me", "나") : view.Other)}: {t.Item.Text}"));
            Section(display.Text("Schedule", "일정"), summary.Content.Schedule.Select(s => $"{s.What}: {s.When}"));
            Section(display.Text("Numbers and facts", "번호와 정보"), summary.Content.Facts.Select(f => $"{say.Fact(f.Kind)}: {f.Value}"));
        }

        Section(display.Text("What was said", "통화 내용"), view.Lines.Select(l => $"[{Wording.Clock(l.Start)}] {(l.Mine ? display.Text("Me", "나") : view.Other)}: {l.Text}").Concat(view.Pauses.Select(say.Paused)));
        return text.ToString();

        void Section(string title, IEnumerable<string> lines)
        {
            var all = lines.ToList();
            if (all.Count > 0)
            {
                text.AppendLine().AppendLine(title);
                all.ForEach(line => text.AppendLine(line));
            }
        }
    }
}

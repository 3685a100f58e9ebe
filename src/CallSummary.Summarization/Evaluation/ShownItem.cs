using CallSummary.Contracts;

namespace CallSummary.Summarization.Evaluation;

/// <summary>One list item of a summary, whatever its section.</summary>
/// <param name="Section">Its field in schema 1.</param>
/// <param name="Text">What is judged: the text, the schedule's when, the fact's value.</param>
/// <param name="What">A schedule's what, a fact's kind, an action's owner; otherwise empty.</param>
/// <param name="Evidence">The lines that it cites.</param>
/// <param name="StartsAt">A schedule's resolved date.</param>
internal sealed record ShownItem(string Section, string Text, string What, IReadOnlyList<int> Evidence, string? StartsAt)
{
    public static IReadOnlyList<ShownItem> Of(SummaryContent content) =>
    [
        .. content.Details.Select(d => new ShownItem("details", d.Text, string.Empty, d.Evidence, null)),
        .. content.ActionItems.Select(a => new ShownItem("action_items", a.Text, a.Owner, a.Evidence, null)),
        .. content.Schedule.Select(s => new ShownItem("schedule", s.When, s.What, s.Evidence, s.StartsAt)),
        .. content.Facts.Select(f => new ShownItem("facts", f.Value, f.Kind, f.Evidence, null)),
    ];
}

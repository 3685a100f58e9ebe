namespace CallSummary.Portal.App;

/// <summary>Knows what a correction may name.</summary>
internal static class Corrections
{
    /// <summary>What the machine wrote there, or null when there is no such place.</summary>
    public static string? OriginalOf(CallView view, string target)
    {
        if (view.Lines.FirstOrDefault(l => l.Target == target) is { } line)
        {
            return line.Original ?? line.Text;
        }

        if (view.Summary is not { } summary)
        {
            return null;
        }

        IEnumerable<ItemView> items = [summary.Title, summary.Summary, .. summary.Details, .. summary.Todos.Select(t => t.Item)];
        return items.FirstOrDefault(i => i.Target == target) is { } item ? item.Original ?? item.Text : null;
    }
}

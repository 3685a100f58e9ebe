using CallSummary.Contracts;

namespace CallSummary.Portal.App;

/// <summary>A summary as a person reads it.</summary>
internal sealed record SummaryView
{
    public required SummaryDocument Document { get; init; }

    public required ItemView Title { get; init; }

    public required ItemView Summary { get; init; }

    public required IReadOnlyList<ItemView> Details { get; init; }

    public required IReadOnlyList<TodoView> Todos { get; init; }

    public SummaryContent Content => Document.Content;

    /// <summary>The content with what people put right in its place.</summary>
    public SummaryContent Corrected => Content with
    {
        Title = Title.Text,
        Summary = Summary.Text,
        Details = [.. Content.Details.Select((d, i) => d with { Text = Details[i].Text })],
        ActionItems = [.. Content.ActionItems.Select((a, i) => a with { Text = Todos[i].Item.Text })],
    };

    public bool IsExtractive => Document.Engine != "llm";

    public bool IsEdited => Title.Original is not null || Summary.Original is not null
        || Details.Any(d => d.Original is not null) || Todos.Any(t => t.Item.Original is not null);
}

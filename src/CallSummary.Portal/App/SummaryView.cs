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

    public bool IsExtractive => Document.Engine != "llm";

    public bool IsEdited => Title.Original is not null || Summary.Original is not null
        || Details.Any(d => d.Original is not null) || Todos.Any(t => t.Item.Original is not null);
}

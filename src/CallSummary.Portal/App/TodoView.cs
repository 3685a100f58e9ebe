namespace CallSummary.Portal.App;

/// <summary>One to-do.</summary>
internal sealed record TodoView(int Index, bool Mine, bool Done, ItemView Item);

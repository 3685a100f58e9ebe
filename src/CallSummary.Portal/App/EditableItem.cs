namespace CallSummary.Portal.App;

/// <summary>A text that can be put right where it stands.</summary>
internal sealed record EditableItem(Guid CallId, ItemView Item, string Tag, string Name);

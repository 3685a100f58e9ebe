namespace CallSummary.Portal.App;

/// <summary>A number and its name.</summary>
internal sealed record ContactEntry(string Number, string Name);

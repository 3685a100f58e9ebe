namespace CallSummary.Portal.Pages;

/// <summary>A page that only says something.</summary>
internal sealed record PageMessage(string Title, string TitleKo, string Text, string TextKo);

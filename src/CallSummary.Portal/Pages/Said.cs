namespace CallSummary.Portal.Pages;

/// <summary>A sentence in both languages.</summary>
internal sealed record Said(string English, string Korean)
{
    public string In(Display display) => display.Text(English, Korean);
}

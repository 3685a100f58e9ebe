using CallSummary.Portal.Pages;
using CallSummary.Storage.Administration;

namespace CallSummary.Portal.Administration;

/// <summary>How the tenant's summaries look.</summary>
/// <param name="Template">As it is, or as it was typed.</param>
/// <param name="IsSet">Null: the configuration decides.</param>
/// <param name="Problem">What is wrong with what was typed.</param>
internal sealed record TemplatePage(TenantTemplate Template, bool IsSet, Said? Problem)
{
    public static IReadOnlyList<string> Sections { get; } = ["details", "action_items", "schedule", "facts", "tags"];

    public bool Shows(string section) => Template.Sections.Length == 0 || Template.Sections.Split(',').Contains(section);
}

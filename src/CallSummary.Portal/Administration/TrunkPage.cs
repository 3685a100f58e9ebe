using CallSummary.Portal.Pages;

namespace CallSummary.Portal.Administration;

/// <summary>One trunk's form.</summary>
internal sealed record TrunkPage(TrunkForm Form, bool IsNew, IReadOnlyList<Said> Problems);

using CallSummary.Storage.Calls;

namespace CallSummary.Portal.Console;

/// <summary>Calls of the tenant as the support team finds them: no word of what was said.</summary>
internal sealed record ReviewList(string Search, IReadOnlyList<Call> Calls, IReadOnlySet<Guid> Flagged, IReadOnlySet<Guid> Open, string? More);

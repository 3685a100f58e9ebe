using CallSummary.Portal.Pages;
using CallSummary.Storage.Administration;

namespace CallSummary.Portal.Administration;

/// <summary>The tenant's numbers, some of them, and what came of a file.</summary>
internal sealed record NumbersPage(
    IReadOnlyList<SubscriberRange> Ranges, int Total, string Search, int? Taken, IReadOnlyList<(int Line, Said Problem)> Errors);

using CallSummary.Portal.Pages;

namespace CallSummary.Portal.Operations;

/// <summary>Something that happened to a call.</summary>
internal sealed record CourseEvent(DateTimeOffset At, Said What);

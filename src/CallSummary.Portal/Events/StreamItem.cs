namespace CallSummary.Portal.Events;

/// <summary>An event at its place in this process's stream; one without a place is not kept.</summary>
internal readonly record struct StreamItem(StreamPosition? Position, PortalEvent Event);

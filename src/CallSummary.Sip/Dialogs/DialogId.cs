namespace CallSummary.Sip.Dialogs;

/// <summary>RFC 3261, 12.</summary>
internal readonly record struct DialogId(string CallId, string LocalTag, string RemoteTag);

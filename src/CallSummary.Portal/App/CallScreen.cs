using CallSummary.Storage.Subscribers;
using CallSummary.Storage.Support;

namespace CallSummary.Portal.App;

/// <summary>A call's page in the app.</summary>
internal sealed record CallScreen(CallView View, IReadOnlyList<ShareLink> Shares, IReadOnlyList<AuditEntry> Reads, bool HasRecording, DateTimeOffset Now, string? NewShare);

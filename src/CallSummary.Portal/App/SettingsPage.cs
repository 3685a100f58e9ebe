using CallSummary.Storage.Access;
using CallSummary.Storage.Subscribers;

namespace CallSummary.Portal.App;

/// <summary>A subscriber's settings.</summary>
internal sealed record SettingsPage(IReadOnlyList<Session> Sessions, IReadOnlyList<PushDevice> Devices, int? RetentionDays, string? PushKey);

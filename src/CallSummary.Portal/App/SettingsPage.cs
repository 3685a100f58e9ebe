using CallSummary.Storage.Access;
using CallSummary.Storage.Subscribers;

namespace CallSummary.Portal.App;

/// <summary>A subscriber's settings.</summary>
internal sealed record SettingsPage(
    IReadOnlyList<Session> Sessions,
    IReadOnlyList<PushDevice> Devices,
    IReadOnlyList<SummaryChoice> Choices,
    IReadOnlyDictionary<string, string> Names,
    int? RetentionDays,
    string? PushKey)
{
    public bool SummarisesOutgoing => Choices.FirstOrDefault(c => c.OtherNumber.Length == 0)?.Outgoing ?? true;

    public bool SummarisesIncoming => Choices.FirstOrDefault(c => c.OtherNumber.Length == 0)?.Incoming ?? true;
}

using CallSummary.Contracts;
using CallSummary.Portal.Pages;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Search;

namespace CallSummary.Portal.App;

/// <summary>A call in the list.</summary>
internal sealed record CallRow(Call Call, Leg Me, string? Name, CallIndexEntry? Entry)
{
    public string OtherNumber => Me == Leg.Caller ? Call.CalleeNumber : Call.CallerNumber;

    public string Other => Name ?? Wording.Number(OtherNumber);

    public DateTimeOffset At => Wording.At(Call.StartedAt, Call.TimeZone);

    public bool IsUnread => Entry is { Read: false };
}

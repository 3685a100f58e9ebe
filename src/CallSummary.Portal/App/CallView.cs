using CallSummary.Contracts;
using CallSummary.Portal.Operations;
using CallSummary.Portal.Pages;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Subscribers;

namespace CallSummary.Portal.App;

/// <summary>A call as one party reads it.</summary>
internal sealed record CallView
{
    public required Call Call { get; init; }

    public required Leg Me { get; init; }

    /// <summary>The subscriber's own name for the other party, or null.</summary>
    public required string? Name { get; init; }

    public required IReadOnlyList<LineView> Lines { get; init; }

    /// <summary>Utterances that were never transcribed; null while nobody knows.</summary>
    public required int? Missing { get; init; }

    /// <summary>Utterances whose text could not be trusted.</summary>
    public required int Unheard { get; init; }

    public required SummaryView? Summary { get; init; }

    public required CallMark? Mark { get; init; }

    /// <summary>Stretches that were not recorded.</summary>
    public IReadOnlyList<RecordingPause> Pauses => RecordingPauses.Of(Call.PausesJson);

    public string OtherNumber => Me == Leg.Caller ? Call.CalleeNumber : Call.CallerNumber;

    public string Other => Name ?? Wording.Number(OtherNumber);

    public bool IsOutgoing => Me == Leg.Caller;

    public bool IsLive => Call.State == CallState.InProgress;

    public DateTimeOffset At => Wording.At(Call.StartedAt, Call.TimeZone);

    /// <summary>What evidence of these numbers looks like: the lines that exist.</summary>
    public IEnumerable<LineView> Evidence(IEnumerable<int> numbers) => numbers.Where(n => n >= 1 && n <= Lines.Count).Select(n => Lines[n - 1]);
}

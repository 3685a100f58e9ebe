using CallSummary.Contracts;
using CallSummary.Storage.Calls;

namespace CallSummary.Portal.Calls;

/// <summary>A call, from the reader's view.</summary>
internal sealed record CallResource
{
    /// <summary>Id of the call.</summary>
    public required Guid Id { get; init; }

    /// <summary>The caller's number.</summary>
    public required string CallerNumber { get; init; }

    /// <summary>The called number.</summary>
    public required string CalleeNumber { get; init; }

    /// <summary>What the caller's carrier signed about the caller's number (STIR/SHAKEN), or null when nothing.</summary>
    public required CallerAttestation? Attestation { get; init; }

    /// <summary>The leg that is <c>me</c> in transcript and summary: the reader's own, or for a key of the tenant the first subscriber's.</summary>
    public required Leg Leg { get; init; }

    /// <summary>When it was answered.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, or null while it is up.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>Length in seconds, or null while it is up.</summary>
    public required double? DurationSeconds { get; init; }

    /// <summary>IANA time zone of the call.</summary>
    public required string TimeZone { get; init; }

    /// <summary>How far its work has come.</summary>
    public required CallState State { get; init; }

    /// <summary>Whether its audio may be kept.</summary>
    public required ConsentState Consent { get; init; }

    /// <summary>Why it ended, or null while it is up.</summary>
    public required CallTermination? Termination { get; init; }

    /// <summary>The summary in short, or null while there is none.</summary>
    public required CallSummaryLine? Summary { get; init; }

    public static CallResource Of(Call call, Leg view, Summary? summary) => new()
    {
        Id = call.Id,
        CallerNumber = call.CallerNumber,
        CalleeNumber = call.CalleeNumber,
        Attestation = call.Attestation,
        Leg = view,
        StartedAt = call.StartedAt,
        EndedAt = call.EndedAt,
        DurationSeconds = call.Duration?.TotalSeconds,
        TimeZone = call.TimeZone,
        State = call.State,
        Consent = call.Consent,
        Termination = call.Termination,
        Summary = summary is null ? null : CallSummaryLine.Of(summary),
    };
}

using CallSummary.Contracts;
using CallSummary.Storage.Calls;

namespace CallSummary.Storage.Reruns;

/// <summary>A summary whose place another has taken. It is kept, and erased with its call.</summary>
public sealed class EarlierSummary
{
    /// <summary>The id that it had as the call's summary.</summary>
    public required Guid Id { get; init; }

    /// <summary>The call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns it; part of every query.</summary>
    public required string TenantId { get; init; }

    /// <summary>The subscriber's leg.</summary>
    public required Leg SubscriberLeg { get; init; }

    /// <summary>Which engine wrote it.</summary>
    public required SummaryEngine Engine { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary><see cref="SummaryDocument"/> as JSON. Its line numbers are those of the transcript of its time.</summary>
    public required string DocumentJson { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When another took its place.</summary>
    public required DateTimeOffset ReplacedAt { get; init; }

    /// <summary>The summary that took its place.</summary>
    public required Guid ReplacedById { get; init; }

    /// <summary>What is kept of a summary whose place another takes.</summary>
    public static EarlierSummary Of(Summary summary, Guid replacedBy, DateTimeOffset at) => new()
    {
        Id = summary.Id,
        CallId = summary.CallId,
        TenantId = summary.TenantId,
        SubscriberLeg = summary.SubscriberLeg,
        Engine = summary.Engine,
        Title = summary.Title,
        DocumentJson = summary.DocumentJson,
        CreatedAt = summary.CreatedAt,
        ReplacedAt = at,
        ReplacedById = replacedBy,
    };
}

using CallSummary.Contracts;
using CallSummary.Portal.Operations;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Operations;
using CallSummary.Storage.Webhooks;

namespace CallSummary.Portal.Console;

/// <summary>How the service does, for the carrier's engineers.</summary>
internal sealed record OperationsPage
{
    public required IReadOnlyList<Call> InProgress { get; init; }

    public required int Transcribing { get; init; }

    public required int Summarizing { get; init; }

    /// <summary>Since when the call that has waited longest for its text or its summary is over.</summary>
    public required DateTimeOffset? OldestWork { get; init; }

    /// <summary>Since when the oldest message waits for the bus.</summary>
    public required DateTimeOffset? OldestMessage { get; init; }

    /// <summary>Commands to do work again that are under way.</summary>
    public required int Redone { get; init; }

    /// <summary>Webhook deliveries that wait.</summary>
    public required int Undelivered { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required int Today { get; init; }

    public required int WithoutSummary { get; init; }

    public required int Outbox { get; init; }

    public required IReadOnlyList<Call> Failed { get; init; }

    /// <summary>Calls that failed before anybody answered.</summary>
    public required IReadOnlyList<CallTrace> NotAnswered { get; init; }

    public required BrokerState Broker { get; init; }

    public required IReadOnlyList<TrunkState> Trunks { get; init; }

    public required IReadOnlyList<WebhookDelivery> Deliveries { get; init; }

    /// <summary>Of each hour with calls, oldest first: how many legs, their mean score, loss, and how many were poor.</summary>
    public required IReadOnlyList<SoundHour> Sound { get; init; }

    public required IReadOnlyDictionary<CallTermination, int> Terminations { get; init; }
}

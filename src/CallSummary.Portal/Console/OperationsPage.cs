using CallSummary.Storage.Calls;
using CallSummary.Storage.Webhooks;

namespace CallSummary.Portal.Console;

/// <summary>How the service does, for the carrier's engineers.</summary>
internal sealed record OperationsPage
{
    public required IReadOnlyList<Call> InProgress { get; init; }

    public required int Transcribing { get; init; }

    public required int Summarizing { get; init; }

    public required int Today { get; init; }

    public required int WithoutSummary { get; init; }

    public required int Outbox { get; init; }

    public required IReadOnlyList<Call> Failed { get; init; }

    public required IReadOnlyList<WebhookDelivery> Deliveries { get; init; }

    public required IReadOnlyDictionary<string, int> Terminations { get; init; }
}

namespace CallSummary.Portal.Webhooks;

/// <summary>The result of one attempt.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Status">The HTTP status, when there was an answer.</param>
internal readonly record struct DeliveryResult(DeliveryOutcome Outcome, int? Status = null)
{
    /// <summary>What went wrong, in words for whoever runs the receiver; never anything that the receiver sent.</summary>
    public string? Error => Outcome switch
    {
        DeliveryOutcome.Delivered => null,
        DeliveryOutcome.Refused => $"The receiver answered {Status}; it must answer 2xx once it has stored the event.",
        DeliveryOutcome.Redirected => $"The receiver answered {Status}; redirects are not followed. Register the final URL.",
        DeliveryOutcome.TimedOut => "The receiver did not answer in time. Store the event, answer 2xx, and work on it afterwards.",
        DeliveryOutcome.NameNotResolved => "The host's name could not be resolved.",
        DeliveryOutcome.SecretUnreadable => "The webhook's secret cannot be read any more: the operator's key ring is not there. Register the webhook again.",
        DeliveryOutcome.AddressRefused => "The host resolves to an address that webhooks may not reach (private, loopback, link-local or reserved).",
        _ => "The connection could not be made or broke (or its TLS certificate is not valid for the host).",
    };
}

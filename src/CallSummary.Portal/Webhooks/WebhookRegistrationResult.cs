using CallSummary.Storage.Webhooks;

namespace CallSummary.Portal.Webhooks;

/// <param name="Webhook">The new webhook; null where it was refused.</param>
/// <param name="Secret">Its secret, to be shown once.</param>
/// <param name="Problem">Why it was refused.</param>
/// <param name="IsFull">It was refused because there are too many.</param>
internal readonly record struct WebhookRegistrationResult(Webhook? Webhook, string? Secret, string? Problem, bool IsFull)
{
    public static WebhookRegistrationResult Refused(string problem, bool isFull = false) => new(Webhook: null, Secret: null, problem, isFull);
}

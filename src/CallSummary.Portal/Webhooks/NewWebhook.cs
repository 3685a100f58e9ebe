using System.Text.Json.Serialization;

namespace CallSummary.Portal.Webhooks;

/// <summary>A webhook to register.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewWebhook
{
    /// <summary>Where events are POSTed: an https URL on a public host, unless the operator allows more.</summary>
    public string? Url { get; init; }

    /// <summary>Key of the signature, 16 to 200 characters; leave it out to have one made.</summary>
    public string? Secret { get; init; }

    /// <summary>The events wanted: call.started, call.ended, summary.ready, summary.failed, call.erased; leave it out for all.</summary>
    public IReadOnlyList<string>? EventTypes { get; init; }
}

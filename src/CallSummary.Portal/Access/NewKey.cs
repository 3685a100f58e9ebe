using System.Text.Json.Serialization;

namespace CallSummary.Portal.Access;

/// <summary>A key to make.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewKey
{
    /// <summary>What it is for; 1 to 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The one subscriber whose calls it may read, E.164 (for example +821012345678); leave it out for all calls of the tenant.</summary>
    public string? SubscriberNumber { get; init; }
}

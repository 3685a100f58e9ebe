using System.Text.Json.Serialization;

namespace CallSummary.Portal.Push;

/// <summary>An app on a telephone that wants notices.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewDevice
{
    /// <summary>By whose service it is told: <c>fcm</c> or <c>apns</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>The registration token that the service gave the app.</summary>
    public string? Token { get; init; }

    /// <summary>Language of the notices: <c>ko</c> or <c>en</c>, the default.</summary>
    public string? Language { get; init; }

    /// <summary>Whether a notice shows the summary's title; without it, only that a summary is ready.</summary>
    public bool ShowsTitle { get; init; }
}

using System.Text.Json;
using CallSummary.Portal.Pages;
using CallSummary.Storage.Subscribers;

namespace CallSummary.Portal.Push;

/// <summary>What a notice says: by default no more than that there is something to read.</summary>
/// <param name="CallId">The call. A second notice of it takes the place of the first.</param>
/// <param name="Title">The heading.</param>
/// <param name="Body">The line below.</param>
internal sealed record PushNotice(Guid CallId, string Title, string Body)
{
    /// <summary>How long a push service keeps it for a device that is off.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    public string Url => $"/app/calls/{CallId}";

    public static PushNotice Of(PushDevice device, Guid callId, string title)
    {
        var display = new Display(device.Language, "auto", "normal");
        return new PushNotice(
            callId,
            device.ShowsTitle && title.Length > 0 ? title : display.Text("A call summary is ready", "통화 요약이 준비되었습니다"),
            display.Text("Tap to read it.", "눌러서 확인하세요."));
    }

    /// <summary>As the app's service worker reads it.</summary>
    public string ToJson() => JsonSerializer.Serialize(new { title = Title, body = Body, url = Url }, PortalJson.Options);
}

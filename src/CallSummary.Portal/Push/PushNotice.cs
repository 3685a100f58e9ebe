using System.Text.Json;
using CallSummary.Portal.Pages;
using CallSummary.Storage.Subscribers;

namespace CallSummary.Portal.Push;

/// <summary>What a notice says: by default no more than that there is something to read.</summary>
internal static class PushNotice
{
    public static string Write(PushDevice device, Guid callId, string title)
    {
        var display = new Display(device.Language, "auto", "normal");
        return JsonSerializer.Serialize(
            new
            {
                title = device.ShowsTitle && title.Length > 0 ? title : display.Text("A call summary is ready", "통화 요약이 준비되었습니다"),
                body = display.Text("Tap to read it.", "눌러서 확인하세요."),
                url = $"/app/calls/{callId}",
            },
            PortalJson.Options);
    }
}

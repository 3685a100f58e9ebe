using CallSummary.Portal.Pages;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Webhooks;

namespace CallSummary.Portal.Console;

/// <summary>States in the language of the page.</summary>
internal static class States
{
    public static string Name(CallState state, Display display) => state switch
    {
        CallState.InProgress => display.Text("in call", "통화 중"),
        CallState.Ended => display.Text("transcribing", "받아쓰는 중"),
        CallState.Transcribed => display.Text("summarising", "요약하는 중"),
        CallState.Summarized => display.Text("done", "완료"),
        _ => display.Text("erased", "삭제됨"),
    };

    public static string Name(WebhookDeliveryState state, Display display) => state switch
    {
        WebhookDeliveryState.Pending => display.Text("waiting", "대기"),
        WebhookDeliveryState.Delivered => display.Text("delivered", "전달됨"),
        _ => display.Text("given up", "포기함"),
    };
}

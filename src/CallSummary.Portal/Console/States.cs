using CallSummary.Contracts;
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

    public static string Name(CallTermination termination, Display display) => termination switch
    {
        CallTermination.CallerHungUp => display.Text("caller hung up", "발신자가 끊음"),
        CallTermination.CalleeHungUp => display.Text("callee hung up", "수신자가 끊음"),
        CallTermination.Cancelled => display.Text("given up while ringing", "연결 전 취소"),
        CallTermination.CalleeBusy => display.Text("busy or declined", "통화 중이거나 거절"),
        CallTermination.NoAnswer => display.Text("no answer", "응답 없음"),
        CallTermination.CalleeUnreachable => display.Text("next hop refused", "다음 홉이 거절"),
        CallTermination.NoCommonCodec => display.Text("no common codec", "공통 코덱 없음"),
        CallTermination.MediaTimeout => display.Text("no sound came", "음성 수신 없음"),
        CallTermination.MaximumDuration => display.Text("longest duration reached", "최대 통화 시간 도달"),
        CallTermination.GatewayShutdown => display.Text("gateway was stopped", "게이트웨이 종료"),
        CallTermination.GatewayCrashed => display.Text("gateway crashed", "게이트웨이 장애"),
        CallTermination.ConsentRefused => display.Text("recording refused", "녹음 거부"),
        CallTermination.Transferred => display.Text("transferred", "호 전환"),
        CallTermination.RecordingEnded => display.Text("recorder ended", "녹음 세션 종료"),
        CallTermination.SignallingFailure => display.Text("signalling failed", "시그널링 오류"),
        _ => display.Text("unknown", "알 수 없음"),
    };

    public static string Name(ConsentState consent, Display display) => consent switch
    {
        ConsentState.Pending => display.Text("notice plays", "안내 중"),
        ConsentState.NotRequired => display.Text("announced by the network", "망에서 안내함"),
        ConsentState.Granted => display.Text("heard and stayed", "안내 후 동의"),
        ConsentState.Refused => display.Text("refused", "거부"),
        ConsentState.Withdrawn => display.Text("withdrawn", "철회"),
        _ => display.Text("unknown", "알 수 없음"),
    };

    public static string Name(WebhookDeliveryState state, Display display) => state switch
    {
        WebhookDeliveryState.Pending => display.Text("waiting", "대기"),
        WebhookDeliveryState.Delivered => display.Text("delivered", "전달됨"),
        _ => display.Text("given up", "포기함"),
    };
}

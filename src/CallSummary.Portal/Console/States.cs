using CallSummary.Contracts;
using CallSummary.Portal.Pages;
using CallSummary.Storage.Access;
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

    /// <summary>What to do about a call that failed so.</summary>
    public static string Advice(CallTermination? termination, Display display) => termination switch
    {
        CallTermination.MediaTimeout => display.Text("No sound came: check firewall and NAT between the trunk and CallSummary:Gateway:Media:Address.", "음성이 오지 않았습니다. 트렁크와 CallSummary:Gateway:Media:Address 사이의 방화벽과 NAT를 확인하세요."),
        CallTermination.NoCommonCodec => display.Text("The trunk offered no codec that we speak: allow G.711.", "공통 코덱이 없습니다. 트렁크에서 G.711을 허용하세요."),
        CallTermination.CalleeUnreachable => display.Text("The next hop refused or was silent: see its status in the call's SIP messages, and that it answers OPTIONS.", "다음 홉이 거절했거나 응답하지 않았습니다. 통화의 SIP 메시지에서 상태를, 그리고 OPTIONS 응답을 확인하세요."),
        CallTermination.SignallingFailure => display.Text("No ACK came: check that the trunk's answers reach us.", "ACK가 오지 않았습니다. 트렁크의 응답이 도달하는지 확인하세요."),
        _ => display.Text("The gateway stopped during the call; what was recorded was kept and summarised. See its log.", "통화 중 게이트웨이가 멈췄습니다. 녹음된 부분은 보존되어 요약되었습니다. 로그를 확인하세요."),
    };

    public static string Name(RerunOutcome? outcome, DateTimeOffset? finishedAt, Display display) => outcome switch
    {
        _ when finishedAt is null => display.Text("under way", "진행 중"),
        RerunOutcome.Done => display.Text("done", "완료"),
        RerunOutcome.NotSummarized => display.Text("the call has no summary yet", "통화에 아직 요약이 없음"),
        RerunOutcome.Gone => display.Text("the call is gone", "통화가 없음"),
        RerunOutcome.UnknownModel => display.Text("no worker has this engine or model", "해당 엔진이나 모델을 가진 작업자가 없음"),
        RerunOutcome.ModelFailed => display.Text("the model gave nothing usable; nothing was changed", "모델이 쓸 수 있는 결과를 내지 못해 바뀐 것이 없음"),
        RerunOutcome.NoRecording => display.Text("there is no recording", "녹음이 없음"),
        _ => display.Text("unknown", "알 수 없음"),
    };

    public static string Role(string role, Display display) => role switch
    {
        ConsoleRoles.Support => display.Text("Support", "상담"),
        ConsoleRoles.Audio => display.Text("Audio", "녹음 청취"),
        ConsoleRoles.Operations => display.Text("Operations", "운영"),
        ConsoleRoles.Administration => display.Text("Administration", "관리"),
        ConsoleRoles.Tenants => display.Text("Tenants", "테넌트 관리"),
        _ => role,
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

using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Operations;
using CallSummary.Storage.Reruns;
using CallSummary.Storage.Webhooks;

namespace CallSummary.UnitTests.Storage;

/// <summary>Rows as the stages write them.</summary>
internal static class StoredRows
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.FromHours(9));

    public static Call Call(Guid id, CallState state = CallState.Ended) => new()
    {
        Id = id,
        TenantId = "acme",
        CallerNumber = "+82212345678",
        CalleeNumber = "+821012345678",
        CallerIsSubscriber = false,
        CalleeIsSubscriber = true,
        StartedAt = Now,
        TimeZone = "Asia/Seoul",
        State = state,
        Consent = ConsentState.Granted,
    };

    public static Utterance Utterance(Guid callId, int sequence = 0) => new()
    {
        CallId = callId,
        Leg = Leg.Callee,
        Sequence = sequence,
        Offset = TimeSpan.FromSeconds(1.5),
        Duration = TimeSpan.FromTicks(12_345_678),
        Text = "여보세요",
        Language = "ko",
        Probability = 0.9,
        NoSpeechProbability = 0.01,
        Drop = TranscriptDrop.None,
        SegmentsJson = "[]",
        Model = "demo",
    };

    public static Summary Summary(Guid callId) => new()
    {
        Id = Guid.CreateVersion7(Now),
        CallId = callId,
        TenantId = "acme",
        SubscriberLeg = Leg.Callee,
        SubscriberNumber = "+821012345678",
        Engine = SummaryEngine.Llm,
        Title = "진료 예약",
        DocumentJson = "{}",
        CreatedAt = Now,
    };

    public static Webhook Webhook() => new()
    {
        Id = Guid.CreateVersion7(Now),
        TenantId = "acme",
        Url = "https://example.test/hook",
        Secret = "s",
        EventTypes = "",
        CreatedAt = Now,
    };

    public static WebhookDelivery Delivery(Webhook webhook, Guid callId, WebhookDeliveryState state) => new()
    {
        Id = Guid.CreateVersion7(Now),
        WebhookId = webhook.Id,
        EventId = $"{callId}:{state}",
        EventType = "summary.ready",
        CallId = callId,
        Body = """{"summary":"secret"}""",
        State = state,
        NextAttemptAt = Now,
        CreatedAt = Now,
    };

    public static CallEnded Ended(Guid callId) => new()
    {
        CallId = callId,
        TenantId = "acme",
        EndedAt = Now,
        Duration = TimeSpan.FromSeconds(61.25),
        Termination = CallTermination.CalleeHungUp,
        CallerUtterances = 3,
        CalleeUtterances = 4,
    };

    public static UtteranceCaptured Captured(Guid callId, int sequence = 0) => new()
    {
        CallId = callId,
        TenantId = "acme",
        Leg = Leg.Caller,
        Sequence = sequence,
        Offset = TimeSpan.Zero,
        Duration = TimeSpan.FromSeconds(1),
        Audio = [1, 2, 3, 255],
        RecordingStart = 0,
        RecordingEnd = 8000,
    };

    public static CallTrace Trace(Guid callId) => new()
    {
        CallId = callId,
        TenantId = "acme",
        At = Now,
        Trunk = "sbc-1",
        Answered = true,
        Termination = CallTermination.CallerHungUp,
        EntriesJson = "[]",
        Omitted = 0,
    };

    public static EarlierSummary EarlierSummary(Guid callId) => new()
    {
        Id = Guid.CreateVersion7(Now),
        CallId = callId,
        TenantId = "acme",
        SubscriberLeg = Leg.Caller,
        Engine = SummaryEngine.Llm,
        Title = "secret",
        DocumentJson = "{}",
        CreatedAt = Now,
        ReplacedAt = Now,
        ReplacedById = Guid.CreateVersion7(Now),
    };

    public static EarlierTranscript EarlierTranscript(Guid callId) => new()
    {
        Id = Guid.CreateVersion7(Now),
        CallId = callId,
        TenantId = "acme",
        UtterancesJson = "[]",
        ReplacedAt = Now,
        RerunId = Guid.CreateVersion7(Now),
    };
}

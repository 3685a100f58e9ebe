using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Storage.Calls;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>Rows of calls, without a pipeline that made them.</summary>
internal static class SampleCalls
{
    public static Call Ended(string caller, string callee, bool callerIsSubscriber, bool calleeIsSubscriber, string tenant, DateTimeOffset startedAt) => new()
    {
        Id = Guid.CreateVersion7(),
        TenantId = tenant,
        CallerNumber = caller,
        CalleeNumber = callee,
        CallerIsSubscriber = callerIsSubscriber,
        CalleeIsSubscriber = calleeIsSubscriber,
        StartedAt = startedAt,
        TimeZone = "Asia/Seoul",
        State = CallState.Summarized,
        Consent = ConsentState.Granted,
        EndedAt = startedAt.AddSeconds(1),
        Duration = TimeSpan.FromSeconds(1),
        Termination = CallTermination.CallerHungUp,
        CallerUtterances = 2,
        CalleeUtterances = 2,
        Version = Guid.CreateVersion7(),
    };

    // Two lines that begin together (the caller's first), an utterance without text, and one that was dropped; one more never came.
    public static IEnumerable<Utterance> Lines(Call call) =>
    [
        Line(call, Leg.Callee, 0, 0.5, $"반갑습니다 {call.Id:N}"),
        Line(call, Leg.Caller, 1, 0.5, $"내일 세 시에 봐요 {call.Id:N}"),
        Line(call, Leg.Caller, 0, 0, string.Empty, TranscriptDrop.NoSpeech),
    ];

    public static IEnumerable<Summary> Summaries(Call call)
    {
        if (call.CallerIsSubscriber)
        {
            yield return SummaryOf(call, Leg.Caller, call.CallerNumber);
        }

        if (call.CalleeIsSubscriber)
        {
            yield return SummaryOf(call, Leg.Callee, call.CalleeNumber);
        }
    }

    public static CallSummarized SummarizedOf(Call call, Leg leg = Leg.Caller)
    {
        var summary = Summaries(call).Single(s => s.SubscriberLeg == leg);
        return new CallSummarized
        {
            CallId = call.Id,
            TenantId = call.TenantId,
            SummaryId = summary.Id,
            SubscriberLeg = leg,
            SubscriberNumber = summary.SubscriberNumber,
            Engine = SummaryEngine.Llm,
            SummarizedAt = summary.CreatedAt,
        };
    }

    public static CallStarted StartedOf(Call call) => new()
    {
        CallId = call.Id,
        TenantId = call.TenantId,
        CallerNumber = call.CallerNumber,
        CalleeNumber = call.CalleeNumber,
        SubscriberLegs = [],
        StartedAt = call.StartedAt,
    };

    public static CallEnded EndedOf(Call call) => new()
    {
        CallId = call.Id,
        TenantId = call.TenantId,
        EndedAt = call.EndedAt!.Value,
        Duration = call.Duration!.Value,
        Termination = CallTermination.CallerHungUp,
        CallerUtterances = 2,
        CalleeUtterances = 2,
    };

    public static UtteranceTranscribed LineOf(Call call, Leg leg, int sequence, string text) => new()
    {
        CallId = call.Id,
        TenantId = call.TenantId,
        Leg = leg,
        Sequence = sequence,
        Offset = TimeSpan.FromSeconds(sequence),
        Duration = TimeSpan.FromSeconds(1),
        Text = text,
        Language = "ko",
        Probability = 0.9,
        NoSpeechProbability = 0,
        Drop = TranscriptDrop.None,
        Segments = [],
        Model = "test",
    };

    public static string TitleOf(Call call, Leg leg) => $"{leg}'s view of {call.Id:N}";

    private static Utterance Line(Call call, Leg leg, int sequence, double offset, string text, TranscriptDrop drop = TranscriptDrop.None) => new()
    {
        CallId = call.Id,
        Leg = leg,
        Sequence = sequence,
        Offset = TimeSpan.FromSeconds(offset),
        Duration = TimeSpan.FromSeconds(0.25),
        Text = text,
        Language = "ko",
        Probability = 0.9,
        NoSpeechProbability = 0.1,
        Drop = drop,
        SegmentsJson = "[]",
        Model = "test",
    };

    private static Summary SummaryOf(Call call, Leg leg, string number) => new()
    {
        Id = new Guid(IdBytes($"{call.Id}{leg}")),
        CallId = call.Id,
        TenantId = call.TenantId,
        SubscriberLeg = leg,
        SubscriberNumber = number,
        Engine = SummaryEngine.Llm,
        Title = TitleOf(call, leg),
        CreatedAt = TimeProvider.System.GetUtcNow(),
        DocumentJson = JsonSerializer.Serialize(new SummaryDocument
        {
            CallId = call.Id,
            SubscriberLeg = leg == Leg.Caller ? "caller" : "callee",
            Language = "ko",
            Engine = "llm",
            Provenance = new SummaryProvenance { AsrModels = ["test"], LlmModel = "test" },
            Quality = new SummaryQuality { TranscriptCoverage = 1, TranscriptConfidence = 0.9, DroppedItems = 0 },
            Content = new SummaryContent
            {
                Title = TitleOf(call, leg),
                Summary = "내일 세 시에 만나기로 했다.",
                Details = [new SummaryDetail { Text = "약속", Evidence = [1] }],
                ActionItems = [],
                Schedule = [],
                Facts = [],
                Tags = [],
                Risk = new SummaryRisk { Level = "none", Reason = string.Empty, Evidence = [] },
            },
        }),
    };

    private static ReadOnlySpan<byte> IdBytes(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16);
}

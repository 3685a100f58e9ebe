using CallSummary.Contracts;

namespace CallSummary.IntegrationTests.Hosting;

internal static class Messages
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, 123, TimeSpan.FromHours(9));

    public static UtteranceTranscribed Transcribed(int sequence) => new()
    {
        CallId = Guid.CreateVersion7(Now),
        TenantId = "acme",
        Leg = Leg.Callee,
        Sequence = sequence,
        Offset = TimeSpan.FromTicks(12_345_678_901),
        Duration = TimeSpan.FromSeconds(2.5),
        Text = "내일 오후 세 시, \"서울\" <병원> & co.",
        Language = "ko",
        Probability = 0.8125,
        NoSpeechProbability = 0.0625,
        Drop = TranscriptDrop.None,
        Segments = [new TranscribedSegment { Start = TimeSpan.Zero, End = TimeSpan.FromSeconds(2.5), Text = "내일", Probability = 0.5 }],
        Model = "demo",
    };

    public static CallEnded Ended(Guid callId, int utterances = 0) => new()
    {
        CallId = callId,
        TenantId = "acme",
        EndedAt = Now,
        Duration = TimeSpan.FromMinutes(1),
        Termination = CallTermination.CallerHungUp,
        CallerUtterances = utterances,
        CalleeUtterances = 0,
    };
}

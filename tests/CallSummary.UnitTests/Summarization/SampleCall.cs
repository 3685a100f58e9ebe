using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.TestKit;

namespace CallSummary.UnitTests.Summarization;

/// <summary>A dialogue as rows and messages: the caller is <c>me</c>.</summary>
internal sealed class SampleCall(ReferenceDialogue dialogue)
{
    public static readonly DateTimeOffset StartedAt = new(2026, 11, 24, 10, 30, 0, TimeSpan.FromHours(9));
    public static readonly DateTimeOffset EndedAt = StartedAt.AddSeconds(30);

    public Guid Id { get; } = Guid.CreateVersion7(StartedAt);

    public IReadOnlyList<UtteranceTranscribed> Utterances => [.. dialogue.Lines.Select((line, i) => new UtteranceTranscribed
    {
        CallId = Id,
        TenantId = "acme",
        Leg = LegOf(line.Speaker),
        Sequence = dialogue.Lines.Take(i).Count(before => before.Speaker == line.Speaker),
        Offset = TimeSpan.FromSeconds(i * 3),
        Duration = TimeSpan.FromSeconds(2),
        Text = line.Text,
        Language = dialogue.Language,
        Probability = 0.9,
        NoSpeechProbability = 0.01,
        Drop = TranscriptDrop.None,
        Segments = [],
        Model = "demo",
    })];

    public CallEnded Ended => new()
    {
        CallId = Id,
        TenantId = "acme",
        EndedAt = EndedAt,
        Duration = EndedAt - StartedAt,
        Termination = CallTermination.CallerHungUp,
        CallerUtterances = Count("me"),
        CalleeUtterances = Count("other"),
    };

    public Call Row(CallState state = CallState.Ended, bool bothSubscribe = false, ConsentState consent = ConsentState.Granted) => new()
    {
        Id = Id,
        TenantId = "acme",
        CallerNumber = "+821012345678",
        CalleeNumber = "+82212345678",
        CallerIsSubscriber = true,
        CalleeIsSubscriber = bothSubscribe,
        StartedAt = StartedAt,
        TimeZone = "Asia/Seoul",
        State = state,
        Consent = consent,
        EndedAt = state == CallState.InProgress ? null : EndedAt,
        CallerUtterances = state == CallState.InProgress ? null : Count("me"),
        CalleeUtterances = state == CallState.InProgress ? null : Count("other"),
        Version = Guid.CreateVersion7(StartedAt),
    };

    private int Count(string speaker) => dialogue.Lines.Count(line => line.Speaker == speaker);

    private static Leg LegOf(string speaker) => speaker == "me" ? Leg.Caller : Leg.Callee;
}

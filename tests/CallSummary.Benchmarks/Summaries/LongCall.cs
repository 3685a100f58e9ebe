using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.TestKit;

namespace CallSummary.Benchmarks.Summaries;

/// <summary>A call of many conversations after one another: about two a minute, as the sample calls speak.</summary>
internal sealed class LongCall
{
    public const int ConversationsPerMinute = 2;

    private static readonly DateTimeOffset StartedAt = new(2026, 11, 24, 10, 30, 0, TimeSpan.FromHours(9));

    public LongCall(int minutes, int seed)
    {
        var dialogues = ReferenceDialogue.All.Where(dialogue => dialogue.Language == "en").ToList();
        var lines = Enumerable.Range(0, minutes * ConversationsPerMinute).SelectMany(i => dialogues[(i + seed) % dialogues.Count].Lines).ToList();
        Id = Guid.CreateVersion7();
        Utterances = [.. lines.Select((line, i) => new UtteranceTranscribed
        {
            CallId = Id,
            TenantId = "bench",
            Leg = line.Speaker == "me" ? Leg.Caller : Leg.Callee,
            Sequence = lines.Take(i).Count(before => before.Speaker == line.Speaker),
            Offset = TimeSpan.FromSeconds(3 * i),
            Duration = TimeSpan.FromSeconds(2),
            Text = line.Text,
            Language = "en",
            Probability = 0.9,
            NoSpeechProbability = 0.01,
            Drop = TranscriptDrop.None,
            Segments = [],
            Model = "bench",
        })];
        Row = new Call
        {
            Id = Id,
            TenantId = "bench",
            CallerNumber = "+821012345678",
            CalleeNumber = "+82212345678",
            CallerIsSubscriber = true,
            CalleeIsSubscriber = false,
            StartedAt = StartedAt,
            TimeZone = "Asia/Seoul",
            State = CallState.InProgress,
            Consent = ConsentState.Granted,
        };
    }

    public Guid Id { get; }

    public Call Row { get; }

    public IReadOnlyList<UtteranceTranscribed> Utterances { get; }
}

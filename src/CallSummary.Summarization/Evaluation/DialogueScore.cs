using CallSummary.Contracts;
using CallSummary.Summarization.Checking;
using CallSummary.Summarization.Summaries;

namespace CallSummary.Summarization.Evaluation;

/// <summary>How one summary compares with the expected one; counts, so that sets add up.</summary>
internal sealed record DialogueScore
{
    public required EvaluationDialogue Dialogue { get; init; }

    public required SummaryContent Shown { get; init; }

    public required SummaryFailure Failure { get; init; }

    public required int Dropped { get; init; }

    public required double Seconds { get; init; }

    /// <summary>The engine's own answer was summary schema 1.</summary>
    public bool SchemaValid => Failure is SummaryFailure.None or SummaryFailure.NothingSaid or SummaryFailure.NoModel or SummaryFailure.Ungrounded;

    /// <summary>No model wrote it although one was asked.</summary>
    public bool FellBack => Failure is not (SummaryFailure.None or SummaryFailure.NothingSaid or SummaryFailure.NoModel);

    public required int Items { get; init; }

    public required int Matched { get; init; }

    public required int Expected { get; init; }

    /// <summary>Expected schedules and facts, and how many of them are shown.</summary>
    public required (int Expected, int Found) Hard { get; init; }

    public required (int All, int Right) Numbers { get; init; }

    public required int EvidenceRight { get; init; }

    /// <summary>Expected schedules with a date, and how many of them are resolved to it.</summary>
    public required (int Expected, int Right) Dates { get; init; }

    /// <summary>What is shown and neither said nor expected.</summary>
    public required IReadOnlyList<string> Unsupported { get; init; }

    public static DialogueScore Of(EvaluationDialogue dialogue, WrittenSummary written, SummaryContent shown, TimeSpan elapsed)
    {
        var judge = new SupportJudge(dialogue);
        var items = ShownItem.Of(shown);
        var expected = ShownItem.Of(dialogue.Expected);
        var matches = ItemMatcher.Match(items, expected);
        var texts = written.Failure == SummaryFailure.NothingSaid
            ? []
            : (List<string>)[shown.Title, .. SummaryChecker.Sentences(shown.Summary), .. items.SelectMany(i => i.Section == "schedule" ? new[] { i.What, i.Text } : [i.Text]), .. shown.Tags, shown.Risk.Reason];
        var numbers = texts.Select(judge.Numbers).ToList();
        var expectsRisk = dialogue.Expected.Risk.Level != "none";
        return new DialogueScore
        {
            Dialogue = dialogue,
            Shown = shown,
            Failure = written.Failure,
            Dropped = written.Dropped,
            Seconds = elapsed.TotalSeconds,
            Items = items.Count,
            Matched = matches.Count(m => m is not null),
            Expected = expected.Count,
            Hard = (expected.Count(IsHard), matches.Count(m => m is not null && IsHard(m))),
            Numbers = (numbers.Sum(n => n.All), numbers.Sum(n => n.Right)),
            EvidenceRight = items.Zip(matches).Count(pair => judge.EvidenceHolds(pair.First)),
            Dates = (expected.Count(e => e.StartsAt is not null), matches.Zip(items).Count(pair => pair.First?.StartsAt is { } at && at == pair.Second.StartsAt)),
            Unsupported = [.. texts.Where(text => text.Length > 0 && !judge.Supports(text)), .. shown.Risk.Level != "none" && !expectsRisk ? new[] { $"risk: {shown.Risk.Level}" } : []],
        };
    }

    private static bool IsHard(ShownItem item) => item.Section is "schedule" or "facts";
}

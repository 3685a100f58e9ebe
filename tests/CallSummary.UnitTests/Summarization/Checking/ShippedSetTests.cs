using CallSummary.Summarization.Checking;
using CallSummary.Summarization.Evaluation;
using CallSummary.Summarization.Extractive;
using CallSummary.Summarization.Risk;
using CallSummary.TestKit;

namespace CallSummary.UnitTests.Summarization.Checking;

public sealed class ShippedSetTests
{
    private static readonly IReadOnlyList<EvaluationDialogue> Dialogues = EvaluationSet.Read(Path.Combine(RepositoryRoot.Path, "samples", "evaluation", "summaries.jsonl"));

    [Fact]
    public void Set_KindsAndLanguages_AreVaried()
    {
        Assert.True(Dialogues.Count >= 60);
        Assert.InRange(Dialogues.Count(d => d.Language == "ko"), Dialogues.Count * 2 / 5, Dialogues.Count * 3 / 5);
        Assert.True(Dialogues.Select(d => d.Kind).Distinct().Count() >= 12);
    }

    [Fact]
    public void Set_Lines_AreNoneThatTheDemonstrationModelHasSeen()
    {
        var seen = ReferenceDialogue.All.SelectMany(d => d.Lines).Select(l => l.Text).Where(t => t.Length > 24).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(Dialogues.SelectMany(d => d.Lines), line => seen.Contains(line.Text));
    }

    [Fact]
    public void Check_SummariesWrittenByHand_AreNearlyAllKept()
    {
        var dropped = new List<string>();
        var things = 0;
        foreach (var dialogue in Dialogues.Where(d => d.Kind != "silence"))
        {
            var result = SummaryChecker.Check(dialogue.Expected with { Tags = [] }, new TranscriptEvidence(dialogue.Lines), new Lazy<CallSummary.Contracts.SummaryContent>(() => ExtractiveSummarizer.Write(dialogue.Transcript, dialogue.Language)));
            things += result.Verdicts.Count;
            dropped.AddRange(result.Dropped.Select(d => $"{dialogue.Id}: {d}"));
            dropped.AddRange(result.IsGrounded ? [] : [$"{dialogue.Id}: all"]);
        }

        Assert.True(dropped.Count <= things * 0.08, $"{dropped.Count} of {things}: {string.Join(" | ", dropped)}");
    }

    [Fact]
    public void Risk_OrdinaryCallsAndFrauds_AreToldApart()
    {
        var alarms = Dialogues.ToLookup(d => d.Kind == "phishing", d => (d.Id, TranscriptRisk.Read(d.Lines).Level));

        Assert.All(alarms[false], call => Assert.Null(call.Level));
        Assert.All(alarms[true], call => Assert.Equal(CallSummary.Contracts.RiskLevel.Dangerous, call.Level));
    }
}

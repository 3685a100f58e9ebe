using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Summarization.Checking;
using CallSummary.Summarization.Transcripts;
using CallSummary.TestKit;

namespace CallSummary.UnitTests.Summarization.Checking;

public sealed class SummaryCheckerReferenceTests
{
    public static TheoryData<ReferenceDialogue> Dialogues => [.. ReferenceDialogue.All, .. ReferenceDialogue.SampleCalls];

    [Theory]
    [MemberData(nameof(Dialogues), DisableDiscoveryEnumeration = true)]
    public void Check_ExpectedSummary_DropsNothing(ReferenceDialogue dialogue)
    {
        var expected = JsonSerializer.Deserialize<SummaryContent>(dialogue.Expected)!;

        var result = SummaryChecker.Check(expected, Evidence(dialogue), new Lazy<SummaryContent>(Extractive));

        Assert.Empty(result.Dropped);
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(result.Content));
    }

    [Theory]
    [MemberData(nameof(Dialogues), DisableDiscoveryEnumeration = true)]
    public void Check_OneWrongStatement_IsDropped(ReferenceDialogue dialogue)
    {
        var expected = JsonSerializer.Deserialize<SummaryContent>(dialogue.Expected)!;
        var evidence = Evidence(dialogue);
        var survived = new List<string>();
        var tried = 0;
        void Try(SummaryContent wrong, string text)
        {
            tried++;
            if (SummaryChecker.Check(wrong, evidence, new Lazy<SummaryContent>(Extractive)).Dropped.Count != 1)
            {
                survived.Add(text);
            }
        }

        foreach (var text in Falsifier.Falsify(expected.Title, dialogue.Prompt))
        {
            Try(expected with { Title = text }, text);
        }

        foreach (var text in Falsifier.Falsify(expected.Summary, dialogue.Prompt))
        {
            Try(expected with { Summary = text }, text);
        }

        foreach (var item in expected.Details)
        {
            foreach (var text in Falsifier.Falsify(item.Text, dialogue.Prompt))
            {
                Try(expected with { Details = [item with { Text = text }] }, text);
            }
        }

        foreach (var item in expected.ActionItems)
        {
            foreach (var text in Falsifier.Falsify(item.Text, dialogue.Prompt))
            {
                Try(expected with { ActionItems = [item with { Text = text }] }, text);
            }
        }

        foreach (var item in expected.Schedule)
        {
            foreach (var text in Falsifier.Falsify(item.When, dialogue.Prompt))
            {
                Try(expected with { Schedule = [item with { When = text }] }, text);
            }
        }

        foreach (var item in expected.Facts)
        {
            foreach (var text in Falsifier.Falsify(item.Value, dialogue.Prompt))
            {
                Try(expected with { Facts = [item with { Value = text }] }, text);
            }
        }

        Assert.Empty(survived);
        Assert.True(tried > 0 || dialogue.Kind == "phish");
    }

    private static TranscriptEvidence Evidence(ReferenceDialogue dialogue) => new([.. dialogue.Lines.Select((line, i) => new TranscriptLine(i + 1, line.Speaker, line.Text))]);

    private static SummaryContent Extractive => new()
    {
        Title = "extractive title",
        Summary = "extractive summary",
        Details = [],
        ActionItems = [],
        Schedule = [],
        Facts = [],
        Tags = [],
        Risk = new SummaryRisk { Level = "none", Reason = string.Empty, Evidence = [] },
    };
}

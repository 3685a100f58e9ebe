using CallSummary.Contracts;
using CallSummary.Summarization;
using CallSummary.Summarization.Templates;

namespace CallSummary.UnitTests.Summarization.Templates;

public sealed class SummaryTemplateTests
{
    [Fact]
    public void Apply_SectionsAndLengths_ShowNoMore()
    {
        var template = new SummaryTemplate(new SummaryTemplateOptions { Sentences = 1, MaxItems = 1, Sections = { "facts" } });

        var shown = template.Apply(Content);

        Assert.Equal("One.", shown.Summary);
        Assert.Equal("1", Assert.Single(shown.Facts).Value);
        Assert.Empty(shown.Details);
        Assert.Equal("dangerous", shown.Risk.Level);
        Assert.Contains("Leave empty: details, action_items, schedule, tags.", template.Instructions, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TenantWithoutItsOwn_TakesTheCommonOne()
    {
        var options = new SummarizationOptions { Templates = { ["acme"] = new() { Name = "short" }, ["*"] = new() { Name = "common" } } };

        Assert.Equal(["short", "common"], new[] { "acme", "other" }.Select(tenant => SummaryTemplate.Of(options, tenant)!.Name));
        Assert.NotEqual(new SummaryTemplate(new()).Sha256, new SummaryTemplate(new() { Tone = "존댓말" }).Sha256);
        Assert.Null(SummaryTemplate.Of(new SummarizationOptions(), "acme"));
    }

    private static SummaryContent Content => new()
    {
        Title = "T",
        Summary = "One. Two.",
        Details = [new SummaryDetail { Text = "d", Evidence = [1] }],
        ActionItems = [],
        Schedule = [],
        Facts = [new SummaryFact { Kind = "code", Value = "1", Evidence = [1] }, new SummaryFact { Kind = "code", Value = "2", Evidence = [1] }],
        Tags = ["t"],
        Risk = new SummaryRisk { Level = "dangerous", Reason = "r", Evidence = [1] },
    };
}

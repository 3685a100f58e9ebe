using CallSummary.Summarization.Summaries;

namespace CallSummary.UnitTests.Summarization.Summaries;

public sealed class SummaryReaderTests
{
    [Fact]
    public void Read_TitleOfEmoji_CountsCharactersAsTheGrammarDoes()
    {
        var longest = string.Concat(Enumerable.Repeat("😀", SummarySchema.MaxTitle));

        Assert.Equal(longest, SummaryReader.Read(Answer(longest))!.Title);
        Assert.Null(SummaryReader.Read(Answer(longest + "x")));
    }

    private static string Answer(string title) =>
        $$$"""{"title":"{{{title}}}","summary":"","details":[],"action_items":[],"schedule":[],"facts":[],"tags":[],"risk":{"level":"none","reason":"","evidence":[]}}""";
}

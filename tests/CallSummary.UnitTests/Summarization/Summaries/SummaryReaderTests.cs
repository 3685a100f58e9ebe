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

    [Theory]
    [InlineData("```json\n", "\n```")]
    [InlineData("<think>\nIt may be {this} or {that}.\n</think>\n\n", "")]
    [InlineData("<think>Hm.</think>Here it is: ", " That is all.")]
    public void Read_WrappedAsServersDo_FindsTheObject(string before, string after) =>
        Assert.Equal("Lunch", SummaryReader.Read(before + Answer("Lunch") + after)!.Title);

    private static string Answer(string title) =>
        $$$"""{"title":"{{{title}}}","summary":"","details":[],"action_items":[],"schedule":[],"facts":[],"tags":[],"risk":{"level":"none","reason":"","evidence":[]}}""";
}

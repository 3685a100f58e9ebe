using CallSummary.Summarization.Summaries;
using CallSummary.TestKit;

namespace CallSummary.UnitTests.Summarization.Summaries;

public sealed class CutAnswerTests
{
    [Fact]
    public void Read_AnswerCutAnywhereAfterItsTitle_GivesWhatIsWhole()
    {
        var answer = ReferenceDialogue.SampleCalls[0].Expected;
        var whole = SummaryReader.Read(answer)!;
        var title = answer.IndexOf("\",\"summary", StringComparison.Ordinal) + 1;

        for (var length = title; length < answer.Length; length++)
        {
            var content = SummaryReader.Read(answer[..length]);

            Assert.NotNull(content);
            Assert.Equal(whole.Title, content.Title);
            Assert.Equal(whole.Details.Take(content.Details.Count).Select(d => d.Text), content.Details.Select(d => d.Text));
            Assert.Equal(whole.Schedule.Take(content.Schedule.Count).Select(d => d.When), content.Schedule.Select(d => d.When));
        }
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"title\":\"half a ti")]
    [InlineData("{\"title\":5,")]
    [InlineData("{\"title\"}")]
    [InlineData("no JSON")]
    public void Read_NoWholeTitle_IsUnusable(string answer) => Assert.Null(SummaryReader.Read(answer));
}

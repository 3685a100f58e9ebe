using CallSummary.Transcription.Evaluation;

namespace CallSummary.UnitTests.Transcription.Evaluation;

public sealed class TextMeasureTests
{
    [Theory]
    [InlineData("Hello, World!", "hello world", 0)]
    [InlineData("It's 3:30.", "its 3:30", 0)]
    [InlineData("one two three", "one three", 1)]
    [InlineData("one two", "", 2)]
    [InlineData("", "one two", 2)]
    [InlineData("a b c", "a x c d", 2)]
    public void Between_Words_CountsEdits(string reference, string heard, int expected) =>
        Assert.Equal(expected, EditDistance.Between(TextUnits.Words(reference), TextUnits.Words(heard)));

    [Fact]
    public void Characters_Korean_IgnoreSpacesAndComposition()
    {
        Assert.Equal(TextUnits.Characters("미소 치과입니다."), TextUnits.Characters("미소치과 입니다"));
        Assert.Equal(TextUnits.Characters("각가"), TextUnits.Characters("\u1100\u1161\u11A8\u1100\u1161"));
    }

    [Theory]
    [InlineData("제 번호는 5 9 4 8입니다.", "", "제 번호는 5 6 4 8입니다.", 4, 1)]
    [InlineData("Meet Grace at 3:30.", "", "Meet Chris at 3:30", 1, 0)]
    [InlineData("Meet Grace at 3:30.", "Grace;3:30", "Meet Chris at 3:30", 2, 1)]
    [InlineData("7 7", "", "7", 2, 1)]
    public void Compare_Entities_CountsWhatIsMissing(string text, string entities, string heard, int count, int missed) =>
        Assert.Equal((count, missed), Entities.Compare(new AsrSample("1", "1.wav", "ko", text, [.. entities.Split(';', StringSplitOptions.RemoveEmptyEntries)]), heard));
}

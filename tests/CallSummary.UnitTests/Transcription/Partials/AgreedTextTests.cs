using CallSummary.Transcription.Partials;

namespace CallSummary.UnitTests.Transcription.Partials;

public sealed class AgreedTextTests
{
    private readonly AgreedText _text = new();

    [Fact]
    public void Hear_Once_ShowsNothing()
    {
        Assert.False(_text.Hear("The bank called about"));
        Assert.Equal("", _text.Text);
    }

    [Theory]
    [InlineData("The bank called ab", "The bank called about the loan", "The bank called")]
    [InlineData("네, 내일 오후", "네. 내일 오후에 뵙겠습니다", "네. 내일")]
    [InlineData("Four", "For the bank", "")]
    [InlineData("call 0 2 1", "Call 0 2 1 5", "Call 0 2 1")]
    public void Hear_Twice_ShowsTheWordsThatBothBeginWith(string first, string second, string expected)
    {
        _text.Hear(first);
        Assert.Equal(expected.Length > 0, _text.Hear(second));
        Assert.Equal(expected, _text.Text);
    }

    [Fact]
    public void Hear_LaterDoubt_TakesNothingBack()
    {
        _text.Hear("we meet at ten on");
        _text.Hear("we meet at ten on Monday");
        Assert.False(_text.Hear("we eat at ten on Monday"));
        Assert.Equal("we meet at ten on", _text.Text);
        Assert.True(_text.Hear("we eat at ten on Monday morning"));
        Assert.Equal("we eat at ten on Monday", _text.Text);
    }
}

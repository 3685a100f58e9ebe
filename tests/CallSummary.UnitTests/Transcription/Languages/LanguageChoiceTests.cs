using CallSummary.Transcription;
using CallSummary.Transcription.Languages;

namespace CallSummary.UnitTests.Transcription.Languages;

public sealed class LanguageChoiceTests
{
    [Theory]
    [InlineData("안녕하세요, 미소 치과입니다.", "en", true)]
    [InlineData("안녕하세요, 미소 치과입니다.", "ko", false)]
    [InlineData("Can I book a table?", "ko", true)]
    [InlineData("Can I book a table?", "en", false)]
    [InlineData("OK", "ko", false)]
    [InlineData("3:30", "ko", false)]
    [InlineData("LG 트윈스 야구", "ko", false)]
    public void Contradicts_LettersOfTheText_TellKorean(string text, string language, bool expected) =>
        Assert.Equal(expected, Writing.Contradicts(text, language));

    [Fact]
    public void Best_SameTextInBoth_IsTheLanguageOfItsLetters()
    {
        var (best, isClear) = LanguageChoice.Best([Heard("en", 0.999), Heard("ko", 0.998)], null);
        Assert.Equal(("ko", true), (best.Language, isClear));

        static Recognition Heard(string language, double probability) => new("저는 김민수입니다.", language, probability, 0, []);
    }

    [Fact]
    public void Best_NearlyEqual_IsNotClear() =>
        Assert.False(LanguageChoice.Best([new("OK", "en", 0.9, 0, []), new("OK", "ko", 0.899, 0, [])], null).IsClear);

    [Fact]
    public void Best_NearlyEqualOnALegWithALanguage_StaysWithIt() =>
        Assert.Equal("ko", LanguageChoice.Best([new("OK", "en", 0.91, 0, []), new("OK", "ko", 0.9, 0, [])], "ko").Best.Language);

    [Theory]
    [InlineData("Yes, please.", "en", 0.9, true)]
    [InlineData("Yes, please.", "en", 0.6, false)]
    [InlineData("Yes, please.", "ko", 0.99, false)]
    [InlineData("Fast Fiber, 요일에 시간 있어?", "ko", 0.93, false)]
    [InlineData("LG 트윈스 야구 봤어?", "ko", 0.93, true)]
    [InlineData("", "ko", 0.99, false)]
    public void IsSettled_ProbableAndInItsLetters_NeedsNoSecondOpinion(string text, string language, double probability, bool expected) =>
        Assert.Equal(expected, LanguageChoice.IsSettled(new Recognition(text, language, probability, 0, [])));
}

using CallSummary.Storage.Search;

namespace CallSummary.UnitTests.Storage.Search;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("병원에서 예약을 바꿨어요", "예약")] // A particle follows.
    [InlineData("식당 예약", "식당예약")] // Spaced in one, not in the other.
    [InlineData("식당예약", "식당 예약")]
    [InlineData("예약하고", "예야")] // Half typed.
    [InlineData("Golden Noodle House", "noodle HOUSE")]
    [InlineData("010-5555-0100", "5555 0100")]
    [InlineData("전화번호는 010 5555 0100입니다", "01055550100")]
    public void Words_OfASearch_AreInTheFoldedText(string text, string search) =>
        Assert.All(SearchText.Words(search), word => Assert.Contains(word, SearchText.Fold(text), StringComparison.Ordinal));

    [Theory]
    [InlineData("예약", "예산")]
    [InlineData("집", "지붕")] // The final consonant is not the first one of the next syllable.
    public void Words_OfAnotherWord_AreNot(string search, string text) =>
        Assert.DoesNotContain(SearchText.Words(search).Single(), SearchText.Fold(text), StringComparison.Ordinal);

    [Fact]
    public void Fold_EverySyllable_IsTheCanonicalDecomposition()
    {
        // Two ends and the middle of the block: U+AC00, U+D7A3, and 한.
        Assert.Equal("\u1100\u1161", SearchText.Fold("가"));
        Assert.Equal("\u1112\u1175\u11C2", SearchText.Fold("힣"));
        Assert.Equal("\u1112\u1161\u11AB", SearchText.Fold("한"));
    }

    [Fact]
    public void Words_ManyAndLong_AreBounded() => Assert.Equal(8, SearchText.Words(string.Join(' ', Enumerable.Range(100, 50))).Count);

    [Theory]
    [InlineData("\"*' OR 1=1 --")]
    [InlineData("NEAR(a b)")]
    [InlineData("%_\\")]
    public void Words_HoldNothingThatIsSyntax(string search) =>
        Assert.All(SearchText.Words(search), word => Assert.All(word, c => Assert.True(char.IsLetterOrDigit(c))));

    [Fact]
    public void Grams_OfAWord_AreAmongThoseOfItsText() =>
        Assert.Subset(SearchText.Grams(SearchText.Fold("내일 병원 예약을 바꿔 주세요")).ToHashSet(), SearchText.Grams(SearchText.Fold("예약")).ToHashSet());

    [Fact]
    public void Grams_OfLessThanThreeLetters_AreNone() => Assert.Empty(SearchText.Grams("ab"));
}

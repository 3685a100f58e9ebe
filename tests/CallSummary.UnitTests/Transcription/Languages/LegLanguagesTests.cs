using CallSummary.Contracts;
using CallSummary.Transcription.Languages;

namespace CallSummary.UnitTests.Transcription.Languages;

public sealed class LegLanguagesTests : IDisposable
{
    private static readonly Guid Call = Guid.Parse("0199c000-0000-7000-8000-000000000001");
    private readonly LegLanguages _languages = new();

    public void Dispose() => _languages.Dispose();

    [Fact]
    public void Likely_NewLeg_IsTheOtherLegsOfTheSameCall()
    {
        _languages.Heard(Call, Leg.Caller, "ko");
        Assert.Equal("ko", _languages.Likely(Call, Leg.Callee));
        Assert.Null(_languages.Likely(Guid.CreateVersion7(), Leg.Callee));
    }

    [Theory]
    [InlineData("ko,en", "ko")]
    [InlineData("ko,en,ko,en,ko,en", "ko")]
    [InlineData("ko,en,en", "en")]
    [InlineData("ko,,", "ko")]
    public void Likely_AfterUtterances_TurnsOnlyAfterTwoInARow(string heard, string expected)
    {
        foreach (var language in heard.Split(','))
        {
            _languages.Heard(Call, Leg.Caller, language);
        }

        Assert.Equal(expected, _languages.Likely(Call, Leg.Caller));
    }

    [Fact]
    public void Likely_Asked_IsLeftOpenEveryEighthTime()
    {
        _languages.Heard(Call, Leg.Caller, "en");
        var answers = Enumerable.Range(0, 16).Select(_ => _languages.Likely(Call, Leg.Caller)).ToArray();
        Assert.Equal(2, answers.Count(a => a is null));
        Assert.Null(answers[7]);
    }

    [Fact]
    public void Heard_MoreLegsThanTheCap_KeepsNoMore()
    {
        for (var i = 0; i < 20_100; i++)
        {
            _languages.Heard(Guid.CreateVersion7(), Leg.Caller, "ko");
        }

        Assert.InRange(_languages.Count, 1, 20_000);
    }
}

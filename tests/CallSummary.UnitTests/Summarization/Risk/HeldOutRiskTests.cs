using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Summarization.Risk;
using CallSummary.Summarization.Transcripts;
using CallSummary.TestKit;

namespace CallSummary.UnitTests.Summarization.Risk;

/// <summary>Calls that the signs were not written for: the rates found in them are told in the set's README.</summary>
public sealed class HeldOutRiskTests
{
    private static readonly IReadOnlyList<RiskCall> Calls =
    [
        .. File.ReadLines(Path.Combine(RepositoryRoot.Path, "samples", "evaluation", "risk.jsonl"))
            .Select(line => JsonSerializer.Deserialize<RiskCall>(line, JsonSerializerOptions.Web)!),
    ];

    [Theory]
    [InlineData("ko", 8, 2, 1)]
    [InlineData("en", 7, 3, 0)]
    public void Read_TwelveFraudsAndTwelveOrdinaryCalls_RatesAreWhatTheReadmeSays(string language, int raised, int dangerous, int falseAlarms)
    {
        var levels = Calls.Where(call => call.Language == language)
            .ToLookup(call => call.Fraud, call => TranscriptRisk.Read([.. call.Lines.Select((line, i) => new TranscriptLine(i + 1, line.Speaker, line.Text))]).Level);

        Assert.Equal((12, 12), (levels[true].Count(), levels[false].Count()));
        Assert.Equal(
            (raised, dangerous, falseAlarms),
            (levels[true].Count(level => level is not null), levels[true].Count(level => level == RiskLevel.Dangerous), levels[false].Count(level => level is not null)));
        Assert.DoesNotContain(RiskLevel.Dangerous, levels[false].OfType<RiskLevel>());
    }

    private sealed record RiskCall(string Id, string Language, bool Fraud, IReadOnlyList<RiskLine> Lines);

    private sealed record RiskLine(string Speaker, string Text);
}

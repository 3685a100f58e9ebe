using CallSummary.Transcription;

namespace CallSummary.UnitTests.Transcription;

public sealed class VocabularyTests
{
    private static readonly TranscriptionOptions Options = new()
    {
        Vocabulary = new()
        {
            ["*"] = ["CallSummary"],
            ["acme"] = ["미소 치과", "Grace"],
            ["acme/+82215880000"] = ["황금 국수"],
            ["silent"] = [],
        },
    };

    [Theory]
    [InlineData("acme", "+82215880000", "황금 국수.")]
    [InlineData("acme", "+821000000000", "미소 치과, Grace.")]
    [InlineData("acme", null, "미소 치과, Grace.")]
    [InlineData("other", null, "CallSummary.")]
    [InlineData("silent", null, null)]
    public void Of_TenantAndSubscriber_TakesTheMostSpecial(string tenant, string? subscriber, string? expected) =>
        Assert.Equal(expected, Vocabulary.Of(Options, tenant, subscriber));

    [Fact]
    public void Validate_TooManyWords_NamesTheSetting()
    {
        var options = new TranscriptionOptions { Vocabulary = new() { ["acme"] = [.. Enumerable.Repeat("word", 51)] } };
        Assert.Contains("Vocabulary:acme", new TranscriptionOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
    }
}

using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Portal.Console;

namespace CallSummary.UnitTests.Portal.Console;

public sealed class SoundQualityTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"of\":\"another version\"}")]
    public void Read_NothingKnown_IsEmpty(string? json) => Assert.Empty(SoundQuality.Read(json));

    [Theory]
    [InlineData(90, 10, 0.1)]
    [InlineData(0, 0, 0)]
    public void Read_AsTheGatewayWritesIt_GivesTheShareThatWasLost(long packets, long lost, double expected)
    {
        var leg = new LegQuality { Leg = Leg.Caller, Packets = packets, Lost = lost, Jitter = TimeSpan.FromMilliseconds(3), MeanOpinionScore = 4.2, OtherSources = 0 };
        Assert.Equal(expected, SoundQuality.Loss(Assert.Single(SoundQuality.Read(JsonSerializer.Serialize(new[] { leg }, JsonSerializerOptions.Web)))), 9);
    }
}

using CallSummary.Portal.Events;

namespace CallSummary.UnitTests.Portal;

public sealed class StreamPositionTests
{
    [Fact]
    public void Parse_WhatWasWritten_IsTheSame()
    {
        var position = new StreamPosition(new DateTimeOffset(2026, 11, 24, 9, 0, 0, 125, TimeSpan.Zero), uint.MaxValue, long.MaxValue);

        Assert.True(StreamPosition.TryParse(position.ToString(), out var parsed));
        Assert.Equal(position, parsed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1-2")]
    [InlineData("1-2-3-4")]
    [InlineData("x-2-3")]
    [InlineData("ffffffffffffffff-2-3")]
    [InlineData("1-ffffffffff-3")]
    [InlineData("1-2-ffffffffffffffff")]
    [InlineData("-1-2-3")]
    public void Parse_AnythingElse_IsRefused(string? text) => Assert.False(StreamPosition.TryParse(text, out _));
}

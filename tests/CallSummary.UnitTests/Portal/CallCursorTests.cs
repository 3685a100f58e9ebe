using CallSummary.Portal.Calls;
using CsCheck;

namespace CallSummary.UnitTests.Portal;

public sealed class CallCursorTests
{
    [Fact]
    public void Parse_WhatWasWritten_IsTheSame() =>
        Gen.Select(Gen.Long[0, DateTimeOffset.MaxValue.UtcTicks], Gen.Guid).Sample((ticks, id) =>
        {
            var cursor = new CallCursor(new DateTimeOffset(ticks, TimeSpan.Zero), id);
            return CallCursor.TryParse(cursor.ToString(), out var parsed) && parsed == cursor;
        });

    [Fact]
    public void Parse_AnythingElse_IsRefusedWithoutAnException() =>
        Gen.String.Sample(text =>
        {
            if (CallCursor.TryParse(text, out var parsed))
            {
                Assert.Equal(text, parsed.ToString());
            }
        });

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("________________________________")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA A")]
    public void Parse_Damaged_IsRefused(string text) => Assert.False(CallCursor.TryParse(text, out _));
}

using CallSummary.Transcription.Voice;

namespace CallSummary.UnitTests.Transcription.Voice;

public sealed class VoiceSpanTests
{
    [Theory]
    [InlineData(4000, 44_000, 48_000, 0, 48_000)]
    [InlineData(20_000, 44_000, 48_000, 16_000, 48_000)]
    [InlineData(4000, 20_000, 48_000, 0, 24_000)]
    [InlineData(0, 48_000, 48_000, 0, 48_000)]
    public void Keep_CutsOnlyWhatIsWorthCutting(int start, int end, int length, int from, int to) =>
        Assert.Equal((from, to), new VoiceSpan(start, end).Keep(length));
}

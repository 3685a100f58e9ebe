using CallSummary.Transcription.Whisper;

namespace CallSummary.UnitTests.Transcription.Whisper;

public sealed class AudioContextFitTests
{
    [Theory]
    [InlineData(1, 512, 512)]
    [InlineData(1, 128, 128)]
    [InlineData(3, 128, 192)]
    [InlineData(20, 512, 1024)]
    [InlineData(28, 512, 1440)]
    [InlineData(30, 512, 1500)]
    [InlineData(60, 512, 1500)]
    public void Positions_FitTheSoundBetweenFloorAndWhole(int seconds, int floor, int expected) =>
        Assert.Equal(expected, AudioContextFit.Positions(seconds * 16_000, floor, 1500));
}

using CallSummary.Audio;
using CallSummary.TestKit.Audio;

namespace CallSummary.UnitTests.Audio;

public sealed class ResamplerTests
{
    [Theory]
    [InlineData(8000, 16000)]
    [InlineData(16000, 8000)]
    [InlineData(44100, 8000)]
    [InlineData(48000, 16000)]
    [InlineData(44100, 16000)]
    [InlineData(8000, 48000)]
    public void Convert_ToneInBand_KeepsLevelTimeAndLength(int from, int to)
    {
        var input = Tone.Sine(1000, TimeSpan.FromSeconds(1), -13, from);
        var expected = Tone.Sine(1000, TimeSpan.FromSeconds(1), -13, to);

        var output = Resampler.Convert(input, from, to);

        Assert.Equal(expected.Length, output.Length);
        // The edges ring; in between every sample is where it should be.
        var edge = to / 50;
        Assert.InRange(WavFile.SignalToNoise(expected.AsSpan()[edge..^edge], output.AsSpan()[edge..^edge]), 50, double.PositiveInfinity);
    }

    [Theory]
    [InlineData(16000, 8000, 5000)]
    [InlineData(48000, 8000, 6000)]
    public void Convert_ToneAboveNewBand_IsRemoved(int from, int to, double frequency)
    {
        var output = Resampler.Convert(Tone.Sine(frequency, TimeSpan.FromSeconds(1), -13, from), from, to);

        Assert.InRange(ToneDetector.TotalLevel(output.AsSpan()[400..^400]), double.NegativeInfinity, -75);
    }

    [Fact]
    public void Convert_Doubled_HasNoImage()
    {
        var output = Resampler.Convert(Tone.Sine(3000, TimeSpan.FromSeconds(1)), 8000, 16000);

        Assert.InRange(ToneDetector.Level(output.AsSpan()[800..^800], 5000, 16000), double.NegativeInfinity, -75);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(160)]
    [InlineData(5000)]
    public void Process_InPieces_GivesWhatOneCallGives(int piece)
    {
        var input = Tone.Noise(TimeSpan.FromSeconds(1), -20);
        var whole = new short[new Resampler(8000, 16000).MaxOutput(input.Length)];
        var wholeLength = new Resampler(8000, 16000).Process(input, whole);
        var resampler = new Resampler(8000, 16000);
        var pieces = new List<short>();

        for (var i = 0; i < input.Length; i += piece)
        {
            var part = input.AsSpan(i, Math.Min(piece, input.Length - i));
            var output = new short[resampler.MaxOutput(part.Length)];
            pieces.AddRange(output.AsSpan(0, resampler.Process(part, output)));
        }

        Assert.Equal(whole[..wholeLength], pieces);
    }

    [Fact]
    public void Process_OutputTooShort_Throws() =>
        Assert.Throws<ArgumentException>(() => new Resampler(8000, 16000).Process(new float[100], new float[100]));
}

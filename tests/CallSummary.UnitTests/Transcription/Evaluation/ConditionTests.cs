using CallSummary.TestKit.Audio;
using CallSummary.Transcription.Evaluation.Degradation;

namespace CallSummary.UnitTests.Transcription.Evaluation;

public sealed class ConditionTests
{
    private static readonly short[] Tone = [.. Enumerable.Range(0, 16_000).Select(i => (short)(8000 * Math.Sin(2 * Math.PI * 440 * i / 16_000)))];

    [Theory]
    [InlineData("clean")]
    [InlineData("pcma+loss:2.5+noise:-3")]
    [InlineData("PCMU+burst:50")]
    public void Parse_Condition_IsAvailable(string text)
    {
        var condition = Condition.Parse(text, out var missing);
        Assert.Null(missing);
        Assert.Equal(text.ToLowerInvariant(), condition!.Name);
    }

    [Theory]
    [InlineData("gsm")]
    [InlineData("pcmu+loss")]
    [InlineData("pcmu+loss:51")]
    [InlineData("pcmu+echo:3")]
    [InlineData("")]
    public void Parse_NoCondition_SaysWhatThereIs(string text) =>
        Assert.Contains("pcmu+loss:2", Assert.Throws<FormatException>(() => Condition.Parse(text, out _)).Message, StringComparison.Ordinal);

    [Fact]
    public void Usual_EveryCondition_IsUnderstoodOrNamedAsMissing() =>
        Assert.All(Condition.Usual, text => Assert.True(Condition.Parse(text, out var missing) is not null || missing is not null));

    [Fact]
    public void Apply_AnyRate_GivesTelephoneSoundAndTheSameTwice()
    {
        var condition = Condition.Parse("pcmu+loss:20+noise:20", out _)!;
        var heard = condition.Apply(Tone, 16_000, 7);
        Assert.InRange(heard.Length, 7990, 8010);
        Assert.Equal(heard, condition.Apply(Tone, 16_000, 7));
        Assert.NotEqual(heard, condition.Apply(Tone, 16_000, 8));
    }

    [Theory]
    [InlineData("g722", 16_000)]
    [InlineData("opus+burst:10", 16_000)]
    public void Apply_WidebandCodec_GivesWidebandSoundInWhichTheToneIsStillHeard(string text, int rate)
    {
        var condition = Condition.Parse(text, out _)!;
        var heard = condition.Apply(Tone, 16_000, 7);

        Assert.Equal(rate, condition.ArrivalRate);
        Assert.Equal(Tone.Length, heard.Length);
        Assert.InRange(ToneDetector.Level(heard, 440, rate), -19, -13);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pattern_ShareOfLoss_IsKept(bool bursty)
    {
        var lost = PacketLoss.Pattern(50_000, 0.1, bursty, new Random(3));
        Assert.InRange(lost.Count(l => l) / 50_000.0, 0.085, 0.115);
        var runs = lost.Zip(lost.Skip(1)).Count(p => p is (false, true));
        Assert.Equal(bursty, lost.Count(l => l) / (double)runs > 3);
    }

    [Fact]
    public void Silence_LostPackets_AreZeroAndTheRestIsUntouched()
    {
        var heard = PacketLoss.Silence(Tone, 320, [false, true]);
        Assert.Equal(Tone[..320], heard[..320]);
        Assert.All(heard[320..640], s => Assert.Equal(0, s));
        Assert.Equal(Tone[640..], heard[640..]);
    }
}

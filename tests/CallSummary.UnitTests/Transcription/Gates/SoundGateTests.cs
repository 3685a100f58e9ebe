using CallSummary.Transcription.Gates;

namespace CallSummary.UnitTests.Transcription.Gates;

public sealed class SoundGateTests
{
    private const double SilenceLevel = -55;

    [Fact]
    public void Classify_DigitalSilence_IsSilence() =>
        Assert.Equal(SoundKind.Silence, SoundGate.Classify(Sounds.Silence(3), SilenceLevel));

    [Fact]
    public void Classify_NoSamples_IsSilence() => Assert.Equal(SoundKind.Silence, SoundGate.Classify([], SilenceLevel));

    [Fact]
    public void Classify_LineNoiseBelowTheLevel_IsSilence() =>
        Assert.Equal(SoundKind.Silence, SoundGate.Classify(Sounds.Hiss(3, 0.002f), SilenceLevel));

    [Theory]
    [InlineData(4, 1, 2, 440, 480)] // ring-back, Korea (ITU-T E.180)
    [InlineData(6, 2, 4, 440, 480)] // ring-back, North America
    [InlineData(3, 0.5, 0.5, 480, 620)] // busy
    [InlineData(4, 1, 4, 425, 425)] // ring-back, Europe
    public void Classify_RingBackAndBusy_AreSteady(double seconds, double on, double off, double first, double second) =>
        Assert.Equal(SoundKind.Steady, SoundGate.Classify(Sounds.Cadence(seconds, on, off, first, second), SilenceLevel));

    [Fact]
    public void Classify_DialTone_IsSteady() =>
        Assert.Equal(SoundKind.Steady, SoundGate.Classify(Sounds.Tones(2, 0.3f, 350, 440), SilenceLevel));

    [Fact]
    public void Classify_LoudHiss_IsSteady() =>
        Assert.Equal(SoundKind.Steady, SoundGate.Classify(Sounds.Hiss(3, 0.2f), SilenceLevel));

    [Fact]
    public void Classify_Syllables_AreSpeech() =>
        Assert.Equal(SoundKind.Speech, SoundGate.Classify(Sounds.Syllables(2), SilenceLevel));

    [Fact]
    public void Classify_QuietSyllablesAfterRingBack_AreSpeech() =>
        Assert.Equal(SoundKind.Speech, SoundGate.Classify([.. Sounds.Tones(1, 0.3f, 440, 480), .. Sounds.Syllables(1.5)], SilenceLevel));

    [Fact]
    public void Classify_SoundTooShortToSay_IsSpeech() =>
        Assert.Equal(SoundKind.Speech, SoundGate.Classify(Sounds.Tones(0.4, 0.3f, 440), SilenceLevel));
}

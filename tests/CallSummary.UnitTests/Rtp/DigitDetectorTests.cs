using CallSummary.Rtp.Receiving;

namespace CallSummary.UnitTests.Rtp;

public sealed class DigitDetectorTests
{
    private readonly List<(char Digit, double Milliseconds)> _digits = [];
    private readonly DigitDetector _detector;

    public DigitDetectorTests() => _detector = new DigitDetector((d, t) => _digits.Add((d, t.TotalMilliseconds)));

    [Fact]
    public void OnEvent_AllPacketsOfAKey_IsOneDigit()
    {
        Key(5, 1000, ends: 3);

        Assert.Equal([('5', 100)], _digits);
    }

    [Fact]
    public void ClockRate_OfTheCodecBeside_CountsTheLength()
    {
        _detector.ClockRate = 48_000;
        Key(5, 1000, ends: 3);

        Assert.Equal(100 / 6.0, Assert.Single(_digits).Milliseconds, precision: 2);
    }

    [Fact]
    public void OnEvent_SameKeyTwice_IsTwoDigits()
    {
        Key(11, 1000, ends: 3);
        Key(11, 3000, ends: 3);

        Assert.Equal([('#', 100), ('#', 100)], _digits);
    }

    [Fact]
    public void OnEvent_EndsLostAndNextKey_TellsBoth()
    {
        Key(1, 1000, ends: 0);
        Key(2, 3000, ends: 1);

        Assert.Equal([('1', 80), ('2', 100)], _digits);
    }

    [Fact]
    public void OnAudio_LongAfterALostEnd_TellsTheDigit()
    {
        Key(15, 1000, ends: 0);
        _detector.OnAudio(1800);
        Assert.Empty(_digits);

        _detector.OnAudio(1000 + 640 + 1601);

        Assert.Equal([('D', 80)], _digits);
    }

    [Fact]
    public void OnEvent_LateCopyOfAnOldKey_IsIgnored()
    {
        Key(1, 1000, ends: 1);
        Key(2, 3000, ends: 1);
        Key(1, 1000, ends: 3);

        Assert.Equal(['1', '2'], _digits.Select(d => d.Digit));
    }

    [Fact]
    public void OnEvent_NoKeyOrTooShort_IsIgnored()
    {
        _detector.OnEvent(1, [16, 0x80, 1, 0]);
        _detector.OnEvent(2, [1, 0x80, 1]);

        Assert.Empty(_digits);
    }

    private void Key(byte code, uint timestamp, int ends)
    {
        for (var duration = 160; duration <= 640; duration += 160)
        {
            _detector.OnEvent(timestamp, [code, 10, (byte)(duration >> 8), (byte)duration]);
        }

        for (var i = 0; i < ends; i++)
        {
            _detector.OnEvent(timestamp, [code, 0x8A, 800 >> 8, 800 & 0xFF]);
        }
    }
}

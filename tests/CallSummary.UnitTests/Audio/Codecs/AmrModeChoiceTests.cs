using CallSummary.Audio.Codecs;
using CallSummary.Audio.Codecs.Amr;

namespace CallSummary.UnitTests.Audio.Codecs;

public sealed class AmrModeChoiceTests
{
    private static readonly AmrFormat s_narrow = new(IsWideband: false, IsAligned: false);
    private static readonly AmrFormat s_wide = new(IsWideband: true, IsAligned: false);

    [Fact]
    public void Next_NothingAgreed_IsWhatMobileNetworksUse()
    {
        Assert.Equal(7, new AmrModeChoice(s_narrow, EncoderSettings.Default).Next());
        Assert.Equal(2, new AmrModeChoice(s_wide, EncoderSettings.Default).Next());
    }

    [Theory]
    [InlineData(0b1001_0101, 7)]
    [InlineData(0b0001_0101, 4)]
    [InlineData(0b0000_0001, 0)]
    public void Next_ModeSet_IsTheHighestOfIt(int set, int mode) =>
        Assert.Equal(mode, new AmrModeChoice(s_narrow, new EncoderSettings { AmrModes = set }).Next());

    [Fact]
    public void Next_WidebandSetAboveTheUsual_IsItsLowest() =>
        Assert.Equal(5, new AmrModeChoice(s_wide, new EncoderSettings { AmrModes = 0b1_0010_0000 }).Next());

    [Fact]
    public void Request_ModeOfTheSet_IsObeyedAndOthersAreNot()
    {
        var choice = new AmrModeChoice(s_narrow, new EncoderSettings { AmrModes = 0b1001_0101 });

        choice.Request(2);
        Assert.Equal(2, choice.Next());
        choice.Request(3);
        choice.Request(AmrFormat.NoRequest);
        choice.Request(9);
        Assert.Equal(2, choice.Next());
        choice.Request(7);
        Assert.Equal(7, choice.Next());
    }

    [Fact]
    public void Request_ChangePeriodOfTwo_ChangesAtEverySecondFrameOnly()
    {
        var choice = new AmrModeChoice(s_narrow, new EncoderSettings { AmrChangePeriod = 2 });
        choice.Next();
        choice.Request(0);

        Assert.Equal([7, 0, 0], [choice.Next(), choice.Next(), choice.Next()]);
    }

    [Fact]
    public void Request_NeighboursOnly_GoesThereStepByStepThroughTheSet()
    {
        var choice = new AmrModeChoice(s_narrow, new EncoderSettings { AmrModes = 0b1001_0101, AmrChangesToNeighbour = true });
        choice.Request(0);

        Assert.Equal([4, 2, 0, 0], [choice.Next(), choice.Next(), choice.Next(), choice.Next()]);
    }
}

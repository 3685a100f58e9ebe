using System.Net;
using CallSummary.Rtp;
using CallSummary.Rtp.Packets;
using CallSummary.Rtp.Receiving;

namespace CallSummary.UnitTests.Rtp;

public sealed class SourceLatchTests
{
    private static readonly SourceKey Negotiated = Key("192.0.2.1:4000");
    private static readonly SourceKey OtherPort = Key("192.0.2.1:5000");
    private static readonly SourceKey Stranger = Key("198.51.100.9:4000");

    private readonly SourceLatch _latch = Create(SourceLearning.AnyAddress);

    [Fact]
    public void Check_NoRemoteYet_HearsNobody()
    {
        var latch = new SourceLatch(SourceLearning.AnyAddress, TimeSpan.FromSeconds(5));

        Assert.Equal(LatchVerdict.WrongSource, latch.Check(Stranger, 1, 1, 0));
        Assert.Equal(LatchVerdict.WrongSource, latch.Check(Stranger, 1, 2, 0));
    }

    [Fact]
    public void Check_NegotiatedAddress_IsHeardFromTheFirstPacket()
    {
        Assert.Equal(LatchVerdict.Locked, _latch.Check(Negotiated, 1, 10, Ms(0)));
        Assert.Equal(LatchVerdict.Accepted, _latch.Check(Negotiated, 1, 11, Ms(20)));
    }

    [Fact]
    public void Check_SecondSource_IsNotHeardAndDoesNotMoveTheLock()
    {
        _latch.Check(Negotiated, 1, 10, Ms(0));

        for (ushort i = 0; i < 10; i++)
        {
            Assert.Equal(LatchVerdict.WrongSource, _latch.Check(Stranger, 2, i, Ms(i * 20)));
        }

        Assert.Equal(Negotiated, _latch.Source);
    }

    [Fact]
    public void Check_UnknownSourceInTheWindow_IsLearnedAfterTwoInSequence()
    {
        Assert.Equal(LatchVerdict.WrongSource, _latch.Check(Stranger, 1, 10, Ms(0)));
        Assert.False(_latch.IsLocked);
        Assert.Equal(LatchVerdict.Locked, _latch.Check(Stranger, 1, 11, Ms(20)));
        Assert.Equal(Stranger, _latch.Source);
    }

    [Fact]
    public void Check_UnknownSourceWithRandomNumbers_IsNeverLearned()
    {
        for (ushort i = 0; i < 100; i++)
        {
            Assert.Equal(LatchVerdict.WrongSource, _latch.Check(Stranger, 1, (ushort)(i * 7), Ms(i)));
        }
    }

    [Fact]
    public void Check_UnknownSourceAfterTheWindow_IsNotLearned()
    {
        Assert.Equal(LatchVerdict.WrongSource, _latch.Check(Stranger, 1, 10, Ms(5001)));
        Assert.Equal(LatchVerdict.WrongSource, _latch.Check(Stranger, 1, 11, Ms(5021)));
    }

    [Fact]
    public void Check_NegotiatedAddressInTheWindow_TakesOverFromALearnedOne()
    {
        _latch.Check(Stranger, 1, 10, Ms(0));
        _latch.Check(Stranger, 1, 11, Ms(20));

        Assert.Equal(LatchVerdict.Locked, _latch.Check(Negotiated, 2, 50, Ms(40)));
        Assert.Equal(LatchVerdict.WrongSource, _latch.Check(Stranger, 1, 12, Ms(60)));
    }

    [Fact]
    public void Check_NegotiatedAddressAfterTheWindow_DoesNotMoveTheLock()
    {
        _latch.Check(Stranger, 1, 10, Ms(0));
        _latch.Check(Stranger, 1, 11, Ms(20));

        Assert.Equal(LatchVerdict.WrongSource, _latch.Check(Negotiated, 2, 50, Ms(6000)));
    }

    [Theory]
    [InlineData(SourceLearning.Off, false, false)]
    [InlineData(SourceLearning.SameAddress, true, false)]
    [InlineData(SourceLearning.AnyAddress, true, true)]
    public void Check_LearningMode_LimitsWhoCanBeLearned(SourceLearning learning, bool otherPort, bool stranger)
    {
        Assert.Equal(otherPort, Learns(OtherPort));
        Assert.Equal(stranger, Learns(Stranger));

        bool Learns(SourceKey source)
        {
            var latch = Create(learning);
            latch.Check(source, 1, 1, Ms(0));
            return latch.Check(source, 1, 2, Ms(20)) == LatchVerdict.Locked;
        }
    }

    [Fact]
    public void Check_SameAddressOtherSsrcBesideTheStream_IsNotHeard()
    {
        for (ushort i = 0; i < 50; i++)
        {
            Assert.NotEqual(LatchVerdict.WrongSource, _latch.Check(Negotiated, 1, i, Ms(i * 20)));
            Assert.Equal(LatchVerdict.WrongSource, _latch.Check(Negotiated, 2, i, Ms((i * 20) + 10)));
        }
    }

    [Fact]
    public void Check_SameAddressNewSsrcAfterTheOldFellSilent_IsHeard()
    {
        _latch.Check(Negotiated, 1, 10, Ms(0));

        Assert.Equal(LatchVerdict.WrongSource, _latch.Check(Negotiated, 2, 500, Ms(60)));
        Assert.Equal(LatchVerdict.Locked, _latch.Check(Negotiated, 2, 501, Ms(80)));
        Assert.Equal(LatchVerdict.WrongSource, _latch.Check(Negotiated, 1, 11, Ms(100)));
    }

    [Fact]
    public void SetRemote_NewAddress_LearnsAnew()
    {
        _latch.Check(Negotiated, 1, 10, Ms(0));

        _latch.SetRemote(Stranger, Ms(60_000));

        Assert.Equal(LatchVerdict.Locked, _latch.Check(Stranger, 2, 1, Ms(60_020)));
        Assert.Equal(LatchVerdict.WrongSource, _latch.Check(Negotiated, 1, 11, Ms(60_040)));
    }

    [Fact]
    public void SetRemote_SameAddress_KeepsTheLock()
    {
        _latch.Check(Stranger, 1, 10, Ms(0));
        _latch.Check(Stranger, 1, 11, Ms(20));

        _latch.SetRemote(Negotiated, Ms(60_000));

        Assert.Equal(LatchVerdict.Accepted, _latch.Check(Stranger, 1, 12, Ms(60_020)));
    }

    private static SourceLatch Create(SourceLearning learning)
    {
        var latch = new SourceLatch(learning, TimeSpan.FromSeconds(5));
        latch.SetRemote(Negotiated, 0);
        return latch;
    }

    private static SourceKey Key(string endPoint) => SourceKey.From(IPEndPoint.Parse(endPoint));

    private static long Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds).Ticks;
}

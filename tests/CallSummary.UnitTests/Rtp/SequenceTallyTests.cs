using CallSummary.Rtp.Receiving;

namespace CallSummary.UnitTests.Rtp;

public sealed class SequenceTallyTests
{
    private readonly SequenceTally _tally = new();

    [Fact]
    public void ChangeClock_OtherUnitsFromNowOn_IsNoJitter()
    {
        _tally.Add(1, 1, 160, 8000);
        _tally.Add(1, 2, 320, 8160);
        _tally.ChangeClock();
        _tally.Add(1, 3, 5_000_000, 48_000_000);
        _tally.Add(1, 4, 5_000_960, 48_000_960);

        Assert.Equal(0u, _tally.Jitter);
    }

    [Fact]
    public void Add_InOrderOverTheWrap_LosesNothing()
    {
        for (var i = 0; i < 100; i++)
        {
            Add(65_500 + i);
        }

        Assert.Equal((0, 0, 0), (_tally.Lost, _tally.Duplicates, _tally.Reordered));
        Assert.Equal(65_599u, _tally.ExtendedHighest);
        Assert.Equal(0u, _tally.Jitter);
    }

    [Fact]
    public void Add_LossDuplicateAndReorder_AreToldApart()
    {
        foreach (var n in new[] { 1, 2, 4, 3, 4, 7, 100, 20, 21, 22 })
        {
            Add(n);
        }

        Assert.Equal(1, _tally.Duplicates);
        Assert.Equal(1, _tally.Reordered);
        Assert.Equal(3, _tally.Late);
        Assert.Equal(100 - 6, _tally.Lost);
    }

    [Fact]
    public void Add_NewSsrc_KeepsWhatWasLost()
    {
        Add(1);
        Add(5);
        Add(40_000, ssrc: 2);

        Assert.Equal(3, _tally.Lost);
        Assert.Equal(2u, _tally.Ssrc);
    }

    [Fact]
    public void TakeFractionLost_AQuarterLost_Is64AndThenStartsAnew()
    {
        for (var i = 0; i < 101; i++)
        {
            if (i % 4 != 1)
            {
                Add(i);
            }
        }

        Assert.InRange(_tally.TakeFractionLost(), 62, 65);
        Add(101);
        Assert.Equal(0, _tally.TakeFractionLost());
    }

    [Fact]
    public void Jitter_EveryOtherPacket10MsLate_ApproachesIt()
    {
        for (var i = 0; i < 500; i++)
        {
            _tally.Add(1, (ushort)i, (uint)(i * 160), (uint)((i * 160) + (i % 2 * 80)));
        }

        Assert.InRange(_tally.Jitter, 75u, 81u);
    }

    private void Add(int sequence, uint ssrc = 1) => _tally.Add(ssrc, (ushort)sequence, (uint)(sequence * 160), (uint)(sequence * 160));
}

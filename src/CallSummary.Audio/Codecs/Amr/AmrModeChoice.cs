namespace CallSummary.Audio.Codecs.Amr;

/// <summary>Which mode the next frame is sent in: what the peer asks for (CMR), within what SDP allows (RFC 4867 section 8.1).</summary>
internal sealed class AmrModeChoice
{
    // What mobile networks use: 12.2 kbit/s, and 12.65 kbit/s wideband, above which little is gained for speech.
    private const int UsualNarrow = 7;
    private const int UsualWide = 2;

    private readonly int _allowed;
    private readonly int _period;
    private readonly bool _toNeighbour;
    private readonly int _last;
    private int _current;
    private int _wanted;
    private int _sinceChange;

    public AmrModeChoice(AmrFormat format, EncoderSettings settings)
    {
        _last = format.LastMode;
        var all = (1 << (_last + 1)) - 1;
        _allowed = (settings.AmrModes & all) == 0 ? all : settings.AmrModes & all;
        _period = settings.AmrChangePeriod;
        _toNeighbour = settings.AmrChangesToNeighbour;
        _current = _wanted = HighestUpTo(format.IsWideband ? UsualWide : UsualNarrow);
    }

    /// <summary>The peer asks for a mode: from now on no higher one is sent (section 4.3.1). Of none, or one that it never agreed to, nothing is kept.</summary>
    public void Request(int mode)
    {
        if (mode >= 0 && mode <= _last && (_allowed & (1 << mode)) != 0)
        {
            _wanted = mode;
        }
    }

    /// <summary>The mode of the next frame.</summary>
    public int Next()
    {
        // Changes keep the phase that the first frame began (mode-change-period).
        if (_wanted != _current && _sinceChange % _period == 0)
        {
            _current = _toNeighbour ? Neighbour() : _wanted;
        }

        _sinceChange++;
        return _current;
    }

    private int Neighbour()
    {
        var step = Math.Sign(_wanted - _current);
        var mode = _current + step;
        while ((_allowed & (1 << mode)) == 0)
        {
            mode += step;
        }

        return mode;
    }

    private int HighestUpTo(int mode)
    {
        for (var m = mode; m >= 0; m--)
        {
            if ((_allowed & (1 << m)) != 0)
            {
                return m;
            }
        }

        return int.TrailingZeroCount(_allowed);
    }
}

namespace CallSummary.Rtp.Receiving;

/// <summary>Loss, duplicates, reordering and jitter of one stream (RFC 3550 A.1, A.3, A.8).</summary>
internal sealed class SequenceTally
{
    private const int MaxDropout = 3000;

    private bool _started;
    private uint _ssrc;
    private ushort _base;
    private ushort _highest;
    private uint _cycles;
    private ulong _recent;
    private long _uniqueInStream;
    private long _lostBefore;
    private bool _hasTransit;
    private uint _transit;
    private uint _jitter;

    // Of the last report, for its fraction lost.
    private long _expectedAtReport;
    private long _lostAtReport;

    public long Duplicates { get; private set; }

    public long Reordered { get; private set; }

    public long Late { get; private set; }

    public long Lost => _lostBefore + Math.Max(0, ExpectedInStream - _uniqueInStream);

    /// <summary>Jitter in RTP timestamp units.</summary>
    public uint Jitter => _jitter >> 4;

    public uint Ssrc => _ssrc;

    /// <summary>RFC 3550 section 6.4.1: cycles and highest sequence number.</summary>
    public uint ExtendedHighest => _cycles + _highest;

    private long ExpectedInStream => _started ? (long)ExtendedHighest - _base + 1 : 0;

    /// <summary>Counts a packet.</summary>
    /// <param name="ssrc">Its source.</param>
    /// <param name="sequenceNumber">Its sequence number.</param>
    /// <param name="timestamp">Its RTP timestamp.</param>
    /// <param name="arrival">Its arrival in RTP timestamp units.</param>
    public void Add(uint ssrc, ushort sequenceNumber, uint timestamp, uint arrival)
    {
        var ahead = (short)(sequenceNumber - _highest);
        if (!_started || ssrc != _ssrc || ahead is > MaxDropout or < -MaxDropout)
        {
            Begin(ssrc, sequenceNumber, arrival - timestamp);
            return;
        }

        if (ahead > 0)
        {
            _cycles += sequenceNumber < _highest ? 65536u : 0;
            _highest = sequenceNumber;
            _recent = ahead >= 64 ? 1 : (_recent << ahead) | 1;
            _uniqueInStream++;
        }
        else
        {
            AddOld(-ahead);
        }

        var transit = arrival - timestamp;
        var change = _hasTransit ? Math.Abs((int)(transit - _transit)) : 0;
        _hasTransit = true;
        _transit = transit;
        _jitter += (uint)(change - (int)((_jitter + 8) >> 4));
    }

    /// <summary>From now on another clock counts: what was measured by the old one is forgotten.</summary>
    public void ChangeClock()
    {
        _hasTransit = false;
        _jitter = 0;
    }

    /// <summary>Fraction lost since the last call in 1/256 (RFC 3550 A.3).</summary>
    public byte TakeFractionLost()
    {
        var expected = ExpectedInStream - _expectedAtReport;
        var lost = Lost - _lostAtReport;
        _expectedAtReport = ExpectedInStream;
        _lostAtReport = Lost;
        return expected <= 0 || lost <= 0 ? (byte)0 : (byte)Math.Min(255, (lost << 8) / expected);
    }

    private void AddOld(int age)
    {
        if (age >= 64)
        {
            Late++;
            return;
        }

        var bit = 1UL << age;
        if ((_recent & bit) != 0)
        {
            Duplicates++;
            return;
        }

        _recent |= bit;
        _uniqueInStream++;
        Reordered++;
    }

    private void Begin(uint ssrc, ushort sequenceNumber, uint transit)
    {
        _lostBefore = Lost;
        _expectedAtReport = 0;
        _started = true;
        _ssrc = ssrc;
        _base = sequenceNumber;
        _highest = sequenceNumber;
        _cycles = 0;
        _recent = 1;
        _uniqueInStream = 1;
        _hasTransit = true;
        _transit = transit;
    }
}

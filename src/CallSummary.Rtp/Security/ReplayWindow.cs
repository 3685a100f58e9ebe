namespace CallSummary.Rtp.Security;

/// <summary>Which of the last 64 packets of a stream have been (RFC 3711 section 3.3.2), and the highest index.</summary>
internal struct ReplayWindow
{
    private const int Length = 64;

    private ulong _seen;

    /// <summary>The highest index so far.</summary>
    public ulong Highest { get; private set; }

    public readonly bool IsStarted => _seen != 0;

    /// <summary>Whether the packet is new: neither seen nor too old to know.</summary>
    public readonly bool IsNew(ulong index)
    {
        if (!IsStarted || index > Highest)
        {
            return true;
        }

        var age = Highest - index;
        return age < Length && (_seen & (1UL << (int)age)) == 0;
    }

    public void Add(ulong index)
    {
        if (!IsStarted || index > Highest)
        {
            var step = index - Highest;
            _seen = !IsStarted || step >= Length ? 1 : (_seen << (int)step) | 1;
            Highest = index;
        }
        else if (Highest - index < Length)
        {
            _seen |= 1UL << (int)(Highest - index);
        }
    }

    /// <summary>The index that a sequence number most likely stands for (RFC 3711 section 3.3.1 and appendix A).</summary>
    public readonly ulong Estimate(ushort sequenceNumber)
    {
        if (!IsStarted)
        {
            return sequenceNumber;
        }

        var index = (Highest & ~0xFFFFUL) | sequenceNumber;
        if (index + 0x8000 < Highest)
        {
            return index + 0x1_0000;
        }

        // Before the first roll-over there is no earlier one to belong to.
        return index > Highest + 0x8000 && index >= 0x1_0000 ? index - 0x1_0000 : index;
    }
}

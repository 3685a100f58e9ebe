using System.Security.Cryptography;

namespace CallSummary.Rtp.Sending;

/// <summary>Where a leg's stream stands: number, time and length of its last packet. They begin at random (RFC 3550 section 5.1).</summary>
internal sealed class StreamPlace
{
    public ushort Sequence { get; private set; } = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);

    /// <summary>When the last packet was sent, on the media clock; <see cref="long.MinValue"/> before the first.</summary>
    public long SentAt { get; private set; } = long.MinValue;

    /// <summary>The timestamp right after the last packet.</summary>
    public uint Seamless => _timestamp + (uint)_units;

    private uint _timestamp = (uint)RandomNumberGenerator.GetInt32(int.MaxValue);
    private int _units;

    /// <summary>The timestamp of a moment.</summary>
    public uint At(long now, int clockRate) => SentAt == long.MinValue ? _timestamp : _timestamp + MediaClock.Units(now - SentAt, clockRate);

    /// <summary>The timestamp of a packet that begins now: by the clock, but never within the last one.</summary>
    public uint Next(long now, int clockRate) =>
        SentAt == long.MinValue ? _timestamp : _timestamp + Math.Max((uint)_units, MediaClock.Units(now - SentAt, clockRate));

    /// <summary>A packet is sent.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="timestamp">Its timestamp.</param>
    /// <param name="units">Its length in timestamp units; 0 without sound.</param>
    /// <param name="now">When, on the media clock.</param>
    public void Advance(ushort sequence, uint timestamp, int units, long now)
    {
        Sequence = sequence;
        _timestamp = timestamp;
        _units = units;
        SentAt = now;
    }

    /// <summary>Another clock counts from now on: the last packet's length by the old one says nothing.</summary>
    public void ChangeClock() => _units = 0;
}

using CallSummary.Rtp.Packets;
using CallSummary.Rtp.Security;

namespace CallSummary.Rtp.Receiving;

/// <summary>Makes packets of a leg's datagrams: unprotected, read, or counted as refused. Used under its receiver's lock.</summary>
internal sealed class LegInlet : IDisposable
{
    private SrtpKey? _key;
    private SrtpReceiver? _srtp;

    /// <summary>Only what was made with the peer's key becomes a packet.</summary>
    public bool IsProtected => _srtp is not null;

    public long Invalid { get; private set; }

    public long NotAuthentic { get; private set; }

    public long Replayed { get; private set; }

    /// <summary>Sets what the peer protects with; the same key keeps what it has seen, null expects plain RTP.</summary>
    public void SetKey(SrtpKey? key)
    {
        if (!Equals(key, _key))
        {
            _srtp?.Dispose();
            _srtp = key is null ? null : new SrtpReceiver(key, control: false);
            _key = key;
        }
    }

    /// <summary>Reads a packet; with a key, only an authentic one, so that nothing is ever learned from another.</summary>
    public bool TryRead(Span<byte> datagram, out RtpPacket packet)
    {
        packet = default;
        if (_srtp is not null)
        {
            var verdict = _srtp.TryUnprotect(datagram, out var length);
            if (verdict != SrtpVerdict.Good)
            {
                CountRefused(verdict);
                return false;
            }

            datagram = datagram[..length];
        }

        if (RtpPacket.TryParse(datagram, out packet))
        {
            return true;
        }

        Invalid++;
        return false;
    }

    /// <summary>Counts what never became a packet.</summary>
    public void CountRefused(SrtpVerdict verdict) => _ = verdict switch
    {
        SrtpVerdict.NotAuthentic => NotAuthentic++,
        SrtpVerdict.Replayed => Replayed++,
        _ => Invalid++,
    };

    public void Dispose()
    {
        _srtp?.Dispose();
        _srtp = null;
    }
}

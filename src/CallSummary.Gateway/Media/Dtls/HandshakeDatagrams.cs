using System.Net;
using CallSummary.Rtp;
using Org.BouncyCastle.Tls;

namespace CallSummary.Gateway.Media.Dtls;

/// <summary>
/// The handshake's datagrams on a leg's RTP port. The media thread puts a copy into a bounded queue and goes on; the handshake's own
/// thread waits for it.
/// </summary>
internal sealed class HandshakeDatagrams : DatagramTransport
{
    /// <summary>A flight is under ten datagrams; what is over is lost, as on a network, and sent again.</summary>
    internal const int MaxQueued = 32;

    /// <summary>Fits every path with IPv6 (RFC 8200 section 5: 1,280 octets less the headers).</summary>
    private const int SendLimit = 1232;

    private const int ReceiveLimit = 2048;

    private readonly object _gate = new();
    private readonly Queue<byte[]> _queue = new(MaxQueued);
    private readonly MediaLeg _leg;
    private readonly IPEndPoint _told;
    private volatile IPEndPoint _target;
    private volatile Action? _arrived;
    private bool _closed;

    public HandshakeDatagrams(MediaLeg leg, IPEndPoint target)
    {
        _leg = leg;
        _told = _target = target;
        leg.Handshake = OnDatagram;
    }

    /// <summary>Told on the media thread that something is there to be read, once the handshake no longer waits for it.</summary>
    public Action? Arrived
    {
        set => _arrived = value;
    }

    public int GetReceiveLimit() => ReceiveLimit;

    public int GetSendLimit() => SendLimit;

    public int Receive(byte[] buf, int off, int len, int waitMillis) => Receive(buf.AsSpan(off, len), waitMillis);

    /// <returns>The datagram's length, or -1 when none came in time.</returns>
    /// <exception cref="IOException">The leg has ended: a handshake that goes on would wait for nobody.</exception>
    public int Receive(Span<byte> buffer, int waitMillis)
    {
        lock (_gate)
        {
            if (_queue.Count == 0 && !_closed)
            {
                Monitor.Wait(_gate, waitMillis);
            }

            if (_closed)
            {
                throw new IOException("The leg has ended.");
            }

            if (!_queue.TryDequeue(out var datagram))
            {
                return -1;
            }

            var length = Math.Min(datagram.Length, buffer.Length);
            datagram.AsSpan(0, length).CopyTo(buffer);
            return length;
        }
    }

    public void Send(byte[] buf, int off, int len) => Send(buf.AsSpan(off, len));

    public void Send(ReadOnlySpan<byte> buffer) => _leg.SendHandshake(_target, buffer);

    /// <summary>Takes no more, and wakes who waits.</summary>
    public void Close()
    {
        if (_leg.Handshake == OnDatagram)
        {
            _leg.Handshake = null;
        }

        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void OnDatagram(ReadOnlySpan<byte> datagram, IPEndPoint source)
    {
        // Behind address translation the peer is elsewhere than it says, as its media will be. The first to come is the one.
        if (datagram.Length > ReceiveLimit || (!source.Equals(_target) && !_target.Equals(_told)))
        {
            return;
        }

        lock (_gate)
        {
            if (_closed || _queue.Count >= MaxQueued)
            {
                return;
            }

            _queue.Enqueue(datagram.ToArray());
            Monitor.Pulse(_gate);
        }

        _target = source;
        _arrived?.Invoke();
    }
}

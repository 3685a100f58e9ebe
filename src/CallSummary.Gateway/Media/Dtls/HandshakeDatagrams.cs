using System.Collections.Concurrent;
using System.Net;
using CallSummary.Rtp;
using Org.BouncyCastle.Tls;

namespace CallSummary.Gateway.Media.Dtls;

/// <summary>
/// The handshake's datagrams on a leg's RTP port. The media thread puts a copy into a bounded queue and goes on; the handshake's own
/// thread waits for it.
/// </summary>
internal sealed class HandshakeDatagrams : DatagramTransport, IDisposable
{
    /// <summary>A flight is under ten datagrams; what is over is lost, as on a network, and sent again.</summary>
    internal const int MaxQueued = 32;

    /// <summary>Fits every path with IPv6 (RFC 8200 section 5: 1,280 octets less the headers).</summary>
    private const int SendLimit = 1232;

    private const int ReceiveLimit = 2048;

    private readonly MediaLeg _leg;
    private readonly IPEndPoint _told;
    private readonly BlockingCollection<byte[]> _queue = new(MaxQueued);
    private IPEndPoint _target;

    public HandshakeDatagrams(MediaLeg leg, IPEndPoint target)
    {
        _leg = leg;
        _told = _target = target;
        leg.Handshake = OnDatagram;
    }

    /// <summary>Told that something is there to be read; set once the handshake no longer waits for it.</summary>
    public Action? Arrived { get; set; }

    public int GetReceiveLimit() => ReceiveLimit;

    public int GetSendLimit() => SendLimit;

    public int Receive(byte[] buf, int off, int len, int waitMillis) => Receive(buf.AsSpan(off, len), waitMillis);

    public int Receive(Span<byte> buffer, int waitMillis)
    {
        if (!_queue.TryTake(out var datagram, waitMillis))
        {
            return -1;
        }

        var length = Math.Min(datagram.Length, buffer.Length);
        datagram.AsSpan(0, length).CopyTo(buffer);
        return length;
    }

    public void Send(byte[] buf, int off, int len) => Send(buf.AsSpan(off, len));

    public void Send(ReadOnlySpan<byte> buffer) => _leg.SendHandshake(_target, buffer);

    public void Close() => _leg.Handshake = null;

    public void Dispose()
    {
        Close();
        _queue.CompleteAdding();
        _queue.Dispose();
    }

    private void OnDatagram(ReadOnlySpan<byte> datagram, IPEndPoint source)
    {
        if (datagram.Length > ReceiveLimit || _queue.IsAddingCompleted)
        {
            return;
        }

        // Behind address translation the peer is elsewhere than it says, as its media will be. What it says comes first.
        if (!source.Equals(_target) && !_target.Equals(_told))
        {
            return;
        }

        if (_queue.TryAdd(datagram.ToArray()))
        {
            _target = source;
            Arrived?.Invoke();
        }
    }
}

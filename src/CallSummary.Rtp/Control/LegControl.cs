using System.Net;
using System.Net.Sockets;
using CallSummary.Rtp.Packets;
using CallSummary.Rtp.Receiving;
using CallSummary.Rtp.Sending;

namespace CallSummary.Rtp.Control;

/// <summary>A leg's RTCP: reports at the engine's interval, BYE at the end.</summary>
internal sealed class LegControl(Socket socket, LegSender sender, LegReceiver receiver, MediaClock clock, MediaEngineOptions options)
{
    private static readonly long NtpEpoch = new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private readonly Lock _gate = new();
    private readonly byte[] _packet = new byte[256];
    private Socket _socket = socket;
    private SocketAddress? _target;
    private UInt128 _peerAddress;
    private long _nextReport = clock.Now + options.ReportInterval.Ticks;
    private long _sentAtLastReport;
    private uint _lastSenderReport;
    private long _lastSenderReportAt;

    /// <summary>Sets where reports go to; null: nowhere yet.</summary>
    /// <param name="via">The RTCP socket, or the RTP socket when they share a port.</param>
    /// <param name="target">The peer's RTCP address.</param>
    public void SetTarget(Socket via, SourceKey? target)
    {
        lock (_gate)
        {
            _socket = via;
            _target = target?.ToSocketAddress(via.AddressFamily);
            _peerAddress = target?.Address ?? 0;
        }
    }

    public void OnDatagram(ReadOnlySpan<byte> datagram, SocketAddress from)
    {
        if (!ControlPacket.TryRead(datagram, out var senderReport))
        {
            receiver.CountInvalid();
            return;
        }

        lock (_gate)
        {
            if (senderReport is { } middle && SourceKey.From(from).Address == _peerAddress)
            {
                _lastSenderReport = middle;
                _lastSenderReportAt = clock.Now;
            }
        }
    }

    public void ReportIfDue(long now)
    {
        if (now >= Volatile.Read(ref _nextReport))
        {
            Volatile.Write(ref _nextReport, now + options.ReportInterval.Ticks);
            Send(bye: false);
        }
    }

    /// <summary>Sends a report, with BYE when the leg ends.</summary>
    public void Send(bool bye)
    {
        // Before the lock: the receiver calls in here under its own.
        var reception = receiver.TakeReport();
        lock (_gate)
        {
            var sent = sender.Sent;
            if (_target is null || (reception is null && sent == 0))
            {
                return;
            }

            var now = clock.Now;
            SenderInfo? info = sent == _sentAtLastReport
                ? null
                : new SenderInfo(NtpNow(), sender.TimestampAt(now), sent, sender.SentBytes);
            _sentAtLastReport = sent;
            var timing = _lastSenderReport == 0
                ? default
                : new ReportTiming(_lastSenderReport, (uint)((now - _lastSenderReportAt) * 65536 / TimeSpan.TicksPerSecond));
            var length = ControlPacket.WriteReport(_packet, sender.Ssrc, info, reception, timing, bye);
            try
            {
                _socket.SendTo(_packet.AsSpan(0, length), SocketFlags.None, _target);
            }
            catch (SocketException)
            {
                // Reports are advice; the next one may get through.
            }
            catch (ObjectDisposedException)
            {
                // The leg ended under the sweep.
            }
        }
    }

    private ulong NtpNow()
    {
        var ticks = clock.Time.GetUtcNow().Ticks - NtpEpoch;
        var seconds = (ulong)(ticks / TimeSpan.TicksPerSecond);
        var fraction = ((ulong)(ticks % TimeSpan.TicksPerSecond) << 32) / TimeSpan.TicksPerSecond;
        return (seconds << 32) | fraction;
    }
}

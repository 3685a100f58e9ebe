using System.Net;
using CallSummary.Rtp.Packets;
using CallSummary.Rtp.Ports;
using CallSummary.Rtp.Receiving;
using CallSummary.Rtp.Security;
using CallSummary.Rtp.Sending;

namespace CallSummary.Rtp.Control;

/// <summary>A leg's RTCP: reports at the engine's interval, BYE at the end.</summary>
internal sealed class LegControl(MediaPort port, LegSender sender, LegReceiver receiver, MediaClock clock, MediaEngineOptions options) : IDisposable
{
    private static readonly long NtpEpoch = new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private const int MaxReportLength = 128;

    private readonly Lock _gate = new();
    private MediaPort _port = port;
    private SrtpKeys? _keys;
    private SrtpReceiver? _opening;
    private SrtpSender? _protecting;
    private bool _closed;
    private SocketAddress? _target;
    private UInt128 _peerAddress;
    private long _nextReport = clock.Now + options.ReportInterval.Ticks;
    private long _sentAtLastReport;
    private uint _lastSenderReport;
    private long _lastSenderReportAt;

    /// <summary>Sets where reports go to; null: nowhere yet.</summary>
    /// <param name="via">The RTCP port, or the RTP port when the peer wants both there.</param>
    /// <param name="target">The peer's RTCP address.</param>
    public void SetTarget(MediaPort via, SourceKey? target)
    {
        lock (_gate)
        {
            _port = via;
            _target = target?.ToSocketAddress(via.Family);
            _peerAddress = target?.Address ?? 0;
        }
    }

    /// <summary>Sets the keys of SRTCP; the same keys keep their counts.</summary>
    public void SetKeys(SrtpKeys? keys)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            if (!Equals(keys?.Remote, _keys?.Remote))
            {
                _opening?.Dispose();
                _opening = keys is null ? null : new SrtpReceiver(keys.Remote, control: true);
            }

            if (!Equals(keys?.Local, _keys?.Local))
            {
                _protecting?.Dispose();
                _protecting = keys is null ? null : new SrtpSender(keys.Local, control: true);
            }

            _keys = keys;
        }
    }

    public void OnDatagram(Span<byte> datagram, SourceKey source, long timestamp)
    {
        var verdict = Read(datagram, source, timestamp);
        if (verdict != SrtpVerdict.Good)
        {
            // Outside the lock: the receiver calls in here under its own.
            receiver.CountRefused(verdict);
        }
    }

    private SrtpVerdict Read(Span<byte> datagram, SourceKey from, long timestamp)
    {
        lock (_gate)
        {
            var length = datagram.Length;
            var verdict = _opening?.TryUnprotectControl(datagram, out length) ?? SrtpVerdict.Good;
            if (verdict != SrtpVerdict.Good)
            {
                return verdict;
            }

            if (!ControlPacket.TryRead(datagram[..length], out var senderReport))
            {
                return SrtpVerdict.Malformed;
            }

            if (senderReport is { } middle && from.Address == _peerAddress)
            {
                _lastSenderReport = middle;
                _lastSenderReportAt = clock.Ticks(timestamp);
            }

            return SrtpVerdict.Good;
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
            if (_closed || _target is null || (reception is null && sent == 0))
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
            Span<byte> packet = stackalloc byte[MaxReportLength + SrtpSender.MaxOverhead];
            var length = ControlPacket.WriteReport(packet, sender.Ssrc, info, reception, timing, bye);
            length = _protecting?.ProtectControl(packet, length) ?? length;

            // Reports are advice: when one is not taken, the next may be.
            _port.Send(packet[..length], _target, owner: null);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _opening?.Dispose();
            _opening = null;
            _protecting?.Dispose();
            _protecting = null;
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

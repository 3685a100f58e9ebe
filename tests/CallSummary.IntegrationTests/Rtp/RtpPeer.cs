using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CallSummary.Audio.Recordings;
using CallSummary.Rtp;
using CallSummary.Rtp.Packets;

namespace CallSummary.IntegrationTests.Rtp;

/// <summary>A telephone's media on a real socket: sends what it is told, keeps what it gets.</summary>
internal sealed class RtpPeer : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly ConcurrentQueue<byte[]> _received = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly Task _loop;
    private readonly IPEndPoint _target;

    public RtpPeer(IPEndPoint target, MediaFormat format, uint ssrc)
    {
        _target = target;
        Format = format;
        Ssrc = ssrc;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _loop = ReceiveAsync();
    }

    public MediaFormat Format { get; }

    public uint Ssrc { get; set; }

    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    public IReadOnlyList<byte[]> Received => [.. _received];

    public void Send(ushort sequence, uint timestamp, ReadOnlySpan<byte> payload, byte? payloadType = null, bool marker = false)
    {
        var packet = new byte[RtpPacket.HeaderLength + payload.Length];
        RtpPacket.WriteHeader(packet, payloadType ?? Format.PayloadType, marker, sequence, timestamp, Ssrc);
        payload.CopyTo(packet.AsSpan(RtpPacket.HeaderLength));
        _socket.SendTo(packet, _target);
    }

    /// <summary>Sends octets as they are.</summary>
    public void SendRaw(byte[] datagram) => _socket.SendTo(datagram, _target);

    /// <summary>Sends samples in real time, 20 ms a packet, in the given order of packets (all, once, in order unless told).</summary>
    public async Task StreamAsync(short[] samples, CancellationToken cancellationToken, IEnumerable<int>? order = null)
    {
        var clock = Stopwatch.StartNew();
        var payload = new byte[160];
        var sent = 0;
        foreach (var n in order ?? Enumerable.Range(0, samples.Length / 160))
        {
            var due = TimeSpan.FromMilliseconds(20 * sent++) - clock.Elapsed;
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, cancellationToken);
            }

            Encode(samples.AsSpan(n * 160, 160), payload);
            Send((ushort)(1000 + n), (uint)(5000 + (n * 160)), payload, marker: n == 0);
        }
    }

    /// <summary>Waits until this many packets have come in all.</summary>
    public async Task WaitForAsync(int count, CancellationToken cancellationToken)
    {
        while (_received.Count < count)
        {
            Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(10), cancellationToken), $"only {_received.Count} of {count} packets came");
        }
    }

    /// <summary>The sound received, in the order of the sequence numbers; timestamps that do not follow on are silence.</summary>
    public short[] Sound()
    {
        var packets = Received.Where(p => !RtpPacket.IsControl(p)).Select(Parse).Where(p => p.PayloadType == Format.PayloadType)
            .DistinctBy(p => p.Sequence).OrderBy(p => p.Timestamp).ToArray();
        var first = packets[0].Timestamp;
        var samples = new short[packets[^1].Timestamp - first + 160];
        foreach (var packet in packets)
        {
            RecordedCodecs.DecodeG711(Format.Codec, packet.Payload, samples.AsSpan((int)(packet.Timestamp - first)));
        }

        return samples;
    }

    public static (byte PayloadType, bool Marker, ushort Sequence, uint Timestamp, uint Ssrc, byte[] Payload) Parse(byte[] datagram)
    {
        Assert.True(RtpPacket.TryParse(datagram, out var p));
        return (p.PayloadType, p.Marker, p.SequenceNumber, p.Timestamp, p.Ssrc, p.Payload.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _loop;
        _arrived.Dispose();
    }

    private void Encode(ReadOnlySpan<short> samples, Span<byte> payload)
    {
        if (Format.Codec == RecordedCodec.Pcma)
        {
            CallSummary.Audio.Codecs.G711.EncodeALaw(samples, payload);
        }
        else
        {
            CallSummary.Audio.Codecs.G711.EncodeMuLaw(samples, payload);
        }
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[2048];
        while (true)
        {
            try
            {
                var result = await _socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
                _received.Enqueue(buffer[..result.ReceivedBytes]);
                _arrived.Release();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}

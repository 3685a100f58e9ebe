using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CallSummary.Audio.Codecs;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>An RTP end point written apart from the media engine: sends µ-law at its pace, keeps what arrives.</summary>
internal sealed class TestRtp : IDisposable
{
    public const int PacketSamples = 160;
    private const int HeaderLength = 12;
    private static readonly TimeSpan PacketTime = TimeSpan.FromMilliseconds(20);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _closed = new();
    private readonly List<(uint Timestamp, byte[] Payload)> _received = [];
    private readonly uint _ssrc = (uint)Random.Shared.Next();
    private ushort _sequence = (ushort)Random.Shared.Next(65536);
    private uint _timestamp = (uint)Random.Shared.Next();

    public TestRtp()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _ = ReceiveAsync();
    }

    /// <summary>What it sends is A-law, payload type 8, instead of µ-law.</summary>
    public bool SendsALaw { get; set; }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public int ReceivedPackets
    {
        get
        {
            lock (_received)
            {
                return _received.Count;
            }
        }
    }

    /// <summary>Everything heard so far, packets in order of arrival.</summary>
    public short[] Heard()
    {
        lock (_received)
        {
            var octets = _received.SelectMany(p => p.Payload).ToArray();
            var samples = new short[octets.Length];
            G711.DecodeMuLaw(octets, samples);
            return samples;
        }
    }

    /// <summary>Sends sound in real time; what is lost costs its time all the same.</summary>
    public async Task SendAsync(IPEndPoint to, short[] samples, Func<int, PacketFate>? fate = null)
    {
        var clock = Stopwatch.StartNew();
        byte[]? late = null;
        for (var i = 0; i < samples.Length / PacketSamples; i++)
        {
            if (i * PacketTime - clock.Elapsed is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, TestContext.Current.CancellationToken);
            }

            var packet = Next(samples.AsSpan(i * PacketSamples, PacketSamples));
            switch (fate?.Invoke(i) ?? PacketFate.Sent)
            {
                case PacketFate.Sent:
                    Send(packet, to);
                    break;
                case PacketFate.Doubled:
                    Send(packet, to);
                    Send(packet, to);
                    break;
                case PacketFate.AfterTheNext:
                    late = packet;
                    continue;
                case PacketFate.Lost:
                    continue;
            }

            if (late is not null)
            {
                Send(late, to);
                late = null;
            }
        }
    }

    /// <summary>Sends nothing for a while, as a sender does that pauses: the timestamp runs on.</summary>
    public async Task PauseAsync(TimeSpan duration)
    {
        await Task.Delay(duration, TestContext.Current.CancellationToken);
        _timestamp += (uint)(duration.TotalSeconds * 8000);
    }

    public void Dispose()
    {
        _closed.Cancel();
        _socket.Dispose();
        _closed.Dispose();
    }

    private void Send(byte[] packet, IPEndPoint to) => _socket.SendTo(packet, to);

    private byte[] Next(ReadOnlySpan<short> samples)
    {
        var packet = new byte[HeaderLength + samples.Length];
        packet[0] = 0x80;
        packet[1] = (byte)(SendsALaw ? 8 : 0);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), _sequence++);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), _timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), _ssrc);
        if (SendsALaw)
        {
            G711.EncodeALaw(samples, packet.AsSpan(HeaderLength));
        }
        else
        {
            G711.EncodeMuLaw(samples, packet.AsSpan(HeaderLength));
        }

        _timestamp += (uint)samples.Length;
        return packet;
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[2048];
        try
        {
            while (true)
            {
                var length = await _socket.ReceiveAsync(buffer, _closed.Token);
                if (length > HeaderLength && buffer[1] % 128 == 0)
                {
                    lock (_received)
                    {
                        _received.Add((BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(4)), buffer[HeaderLength..length]));
                    }
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
        }
    }
}

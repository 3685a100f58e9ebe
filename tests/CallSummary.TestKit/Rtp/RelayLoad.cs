using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using CallSummary.Rtp;

namespace CallSummary.TestKit.Rtp;

/// <summary>Connected pairs of legs under RTP from real sockets, relayed, transcoded and recorded. The load itself allocates nothing per packet.</summary>
public sealed class RelayLoad : IAsyncDisposable
{
    private const int HeaderLength = 12;
    private const int Payload = 160;

    private readonly MediaEngine _engine;
    private readonly List<(MediaLeg Leg, CountingSink Sink, Socket Peer, SocketAddress Target, byte PayloadType)> _legs = [];
    private readonly byte[] _packet = new byte[HeaderLength + Payload];
    private int _sent;

    /// <summary>Opens the legs on loopback; every other one speaks A-law.</summary>
    public RelayLoad(int calls)
    {
        _engine = new MediaEngine(new MediaEngineOptions { BindAddress = IPAddress.Loopback });
        for (var i = 0; i < calls * 2; i++)
        {
            AddLeg(i % 2 == 0 ? MediaFormat.Pcmu : MediaFormat.Pcma);
        }

        for (var i = 0; i < _legs.Count; i += 2)
        {
            _legs[i].Leg.RelayTo(_legs[i + 1].Leg);
            _legs[i + 1].Leg.RelayTo(_legs[i].Leg);
        }
    }

    /// <summary>Packets sent to each leg so far.</summary>
    public int SentPerLeg => _sent;

    /// <summary>Whether every packet was received, relayed and recorded.</summary>
    public bool IsComplete => _legs.TrueForAll(l =>
        l.Leg.Statistics is { Lost: 0, Invalid: 0, WrongSource: 0, NotRelayed: 0 } s && s.Received == _sent && s.Sent == _sent
        && l.Sink.Statistics is { Lost: 0, Late: 0 } t && t.Placed == _sent);

    /// <summary>Sends packets to every leg as fast as they are taken.</summary>
    /// <returns>Packets received by all legs together.</returns>
    /// <exception cref="TimeoutException">A packet was lost.</exception>
    public long Send(int packetsPerLeg)
    {
        for (var i = 0; i < packetsPerLeg; i++)
        {
            foreach (var (leg, _, peer, target, payloadType) in _legs)
            {
                WriteHeader(leg.LocalEndPoint.Port, payloadType);
                peer.SendTo(_packet, SocketFlags.None, target);
            }

            _sent++;
            WaitForAll();
        }

        return (long)packetsPerLeg * _legs.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        foreach (var (_, _, peer, _, _) in _legs)
        {
            peer.Dispose();
        }
    }

    private void AddLeg(MediaFormat format)
    {
        var peer = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        peer.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var sink = new CountingSink();
        if (_engine.OpenLeg(sink, out var leg) is not OpenLegResult.Opened and var result)
        {
            throw new InvalidOperationException($"No leg for the load: {result}.");
        }

        leg!.SetRemote((IPEndPoint)peer.LocalEndPoint!, format);
        _legs.Add((leg, sink, peer, leg.LocalEndPoint.Serialize(), format.PayloadType));
    }

    private void WriteHeader(int ssrc, byte payloadType)
    {
        _packet[0] = 0x80;
        _packet[1] = payloadType;
        BinaryPrimitives.WriteUInt16BigEndian(_packet.AsSpan(2), (ushort)_sent);
        BinaryPrimitives.WriteUInt32BigEndian(_packet.AsSpan(4), (uint)(_sent * Payload));
        BinaryPrimitives.WriteUInt32BigEndian(_packet.AsSpan(8), (uint)ssrc);
    }

    private void WaitForAll()
    {
        var deadline = Environment.TickCount64 + 10_000;
        foreach (var (leg, sink, _, _, _) in _legs)
        {
            while (leg.Statistics.Received < _sent || sink.Statistics.Placed < _sent)
            {
                if (Environment.TickCount64 > deadline)
                {
                    throw new TimeoutException($"A leg received {leg.Statistics.Received} and recorded {sink.Statistics.Placed} of {_sent} packets.");
                }

                Thread.Yield();
            }
        }
    }
}

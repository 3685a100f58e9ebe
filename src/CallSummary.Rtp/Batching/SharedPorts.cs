using System.Net.Sockets;
using CallSummary.Rtp.Packets;
using CallSummary.Rtp.Ports;

namespace CallSummary.Rtp.Batching;

/// <summary>A shard's pair of ports that many legs share. Used under the shard's lock.</summary>
internal sealed class SharedPorts : IDisposable
{
    // Whole batches wait while a turn lasts or something else has the processor: a quarter of a second at 1,000 calls.
    private const int BufferBytes = 16 << 20;
    private const int SocketLevel = 1;
    private const int ForceReceiveBuffer = 33;

    // RTCP is rare: it is looked for once in so many turns.
    private const int TurnsPerControl = 8;

    private readonly (Socket Rtp, Socket Control, int Port) _bound;
    private readonly SharedRoutes _media = new();
    private readonly SharedRoutes _reports = new();
    private readonly Dictionary<MediaLeg, (SourceKey Rtp, SourceKey Control, SourceKey? Learned)> _routed = [];
    private readonly HashSet<SourceKey> _claims = [];
    private int _turns;

    public SharedPorts(MediaShard shard, PortRange ports)
    {
        if (!ports.TryBind(out _bound))
        {
            throw new SocketException((int)SocketError.AddressAlreadyInUse);
        }

        Widen(_bound.Rtp);
        Rtp = new ShardPort(shard, _bound.Rtp, isShared: true);
        Control = new ShardPort(shard, _bound.Control, isShared: true);
        Ports = new LegPorts(Rtp, Control, _bound.Port, shard, IsShared: true);
    }

    public ShardPort Rtp { get; }

    public ShardPort Control { get; }

    public LegPorts Ports { get; }

    public long Unrouted { get; private set; }

    public bool TryClaim(SourceKey source) => _media.IsFree(source) && _claims.Add(source);

    public void Route(MediaLeg leg, SourceKey rtp, SourceKey control)
    {
        _claims.Remove(rtp);
        if (_routed.TryGetValue(leg, out var before) && before.Rtp == rtp && before.Control == control)
        {
            return;
        }

        Remove(leg);
        _routed[leg] = (rtp, control, null);
        _media.Add(rtp, leg);
        _reports.Add(control, leg);
        _media.AddLearner(rtp.Address, leg);
    }

    public void Remove(MediaLeg leg)
    {
        if (_routed.Remove(leg, out var route))
        {
            _media.Remove(route.Rtp, leg);
            _reports.Remove(route.Control, leg);
            _media.RemoveLearner(route.Rtp.Address, leg);
            if (route.Learned is { } learned)
            {
                _media.Remove(learned, leg);
            }
        }
    }

    /// <summary>Hands what has come to the legs.</summary>
    /// <returns>Datagrams.</returns>
    public int Receive(ReceiveRing ring, TimeProvider time)
    {
        var handled = Receive(ring, time, Rtp, _media);
        return _turns++ % TurnsPerControl == 0 ? handled + Receive(ring, time, Control, _reports) : handled;
    }

    public void Dispose()
    {
        _bound.Rtp.Dispose();
        _bound.Control.Dispose();
    }

    private static void Widen(Socket socket)
    {
        socket.SendBufferSize = BufferBytes;
        try
        {
            // Past net.core.rmem_max, where this process may (CAP_NET_ADMIN).
            Span<byte> size = stackalloc byte[4];
            BitConverter.TryWriteBytes(size, BufferBytes);
            socket.SetRawSocketOption(SocketLevel, ForceReceiveBuffer, size);
        }
        catch (SocketException)
        {
            socket.ReceiveBufferSize = BufferBytes;
        }
    }

    private int Receive(ReceiveRing ring, TimeProvider time, ShardPort port, SharedRoutes routes)
    {
        var count = ring.Receive(port.Descriptor, ReceiveRing.Slots);
        var timestamp = time.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var datagram = ring.Datagram(i);
            var source = ring.TakeSource(i);
            var leg = routes.Find(source, datagram, out var isKnown);
            if (leg is null)
            {
                Unrouted++;
            }
            else if (port == Control)
            {
                leg.OnControl(datagram, source, timestamp);
            }
            else
            {
                leg.OnDatagram(datagram, source, timestamp);
                if (!isKnown)
                {
                    KeepLearned(leg, source);
                }
            }
        }

        return count;
    }

    private void KeepLearned(MediaLeg leg, SourceKey source)
    {
        if (leg.IsLearned(source) && _routed.TryGetValue(leg, out var route) && route.Rtp != source && route.Learned != source)
        {
            if (route.Learned is { } earlier)
            {
                _media.Remove(earlier, leg);
            }

            _routed[leg] = route with { Learned = source };
            _media.Add(source, leg);
        }
    }
}

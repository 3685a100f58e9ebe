using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using CallSummary.Rtp.Batching;
using CallSummary.Rtp.Packets;

namespace CallSummary.Benchmarks.Media;

/// <summary>
/// The telephones: every leg sends 50 packets a second, on time from one origin, and what comes back is checked. Each leg has an address
/// of its own in 127.0.0.0/8, but all share one socket, so that the player costs little: two system calls every quarter of a millisecond,
/// a fine enough grain that packets come as those of independent telephones do.
/// </summary>
internal sealed unsafe class LoadPlayer : IDisposable
{
    public const int Port = 7000;
    private const int Phases = 80;
    private const int Batch = 1024;
    private const int ReceiveSlots = 512;
    private const int ReceiveLength = 256;
    private const int SourceInfo = 8;
    private const int TimestampNanoseconds = 35;
    private const int ForceReceiveBuffer = 33;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly int _legs;
    private readonly int[][] _legsOfPhase;
    private readonly LinuxNative.MessageHeader*[] _sending;
    private readonly LinuxNative.MessageHeader* _receiving;
    private readonly byte* _received;
    private readonly List<nint> _memory = [];
    private readonly Thread _thread;
    private readonly long[] _delays = new long[50_000];
    private int _round;
    private volatile bool _stopping;

    /// <param name="ports">Where each leg sends to, on 127.0.0.1.</param>
    public LoadPlayer(IReadOnlyList<int> ports)
    {
        _legs = ports.Count;
        ReceivedOfLeg = new int[_legs];
        _socket.SendBufferSize = 4 << 20;
        _socket.ReceiveBufferSize = 4 << 20;
        Force(32 << 20);
        _socket.Bind(new IPEndPoint(IPAddress.Any, Port));
        Span<byte> one = [1, 0, 0, 0];
        _socket.SetRawSocketOption(1, TimestampNanoseconds, one);
        _legsOfPhase = [.. Enumerable.Range(0, Phases).Select(p => Enumerable.Range(0, _legs).Where(l => l % Phases == p).ToArray())];
        _sending = new LinuxNative.MessageHeader*[Phases];
        for (var phase = 0; phase < Phases; phase++)
        {
            _sending[phase] = Prepare(_legsOfPhase[phase], ports);
        }

        _received = Allocate(ReceiveSlots * ReceiveLength);
        _receiving = PrepareReceiving();
        _thread = new Thread(Run) { IsBackground = true, Name = "load" };
    }

    /// <summary>Packets sent by each leg.</summary>
    public int SentPerLeg => Volatile.Read(ref _round);

    /// <summary>Packets that came back to each leg.</summary>
    public int[] ReceivedOfLeg { get; }

    /// <summary>Packets that came back changed, or to nobody.</summary>
    public int Wrong { get; private set; }

    /// <summary>Packets that the system did not take: there is no figure then.</summary>
    public int NotSent { get; private set; }

    /// <summary>CPU time of the player's thread so far.</summary>
    public TimeSpan Cpu => TimeSpan.FromMicroseconds(Volatile.Read(ref _cpuNanoseconds) / 1000.0);

    private long _cpuNanoseconds;

    /// <summary>Rounds that began more than 5 ms late: the player itself was held up.</summary>
    public int LateRounds { get; private set; }

    public static IPEndPoint AddressOf(int leg) => new(new IPAddress([127, (byte)(16 + (leg >> 16)), (byte)(leg >> 8), (byte)leg]), Port);

    public void Start() => _thread.Start();

    // Past the system's limit, where this process may: what the player drops is no one's loss.
    private void Force(int bytes)
    {
        try
        {
            _socket.SetRawSocketOption(1, ForceReceiveBuffer, BitConverter.GetBytes(bytes));
        }
        catch (SocketException)
        {
        }
    }

    /// <summary>Sends each leg's last packet and takes what still comes for a moment.</summary>
    public void Stop()
    {
        _stopping = true;
        _thread.Join();
    }

    /// <summary>Forgets the delays so far.</summary>
    public void ResetDelays() => Array.Clear(_delays);

    /// <summary>The delay that so many of all packets kept to, from before the batch that sent it to the kernel's time of its return.</summary>
    public double DelayMilliseconds(double quantile)
    {
        var total = _delays.Sum();
        var limit = (long)(total * quantile);
        long seen = 0;
        for (var i = 0; i < _delays.Length; i++)
        {
            seen += _delays[i];
            if (seen > limit)
            {
                return i / 1000.0;
            }
        }

        return double.NaN;
    }

    public void Dispose()
    {
        _socket.Dispose();
        _memory.ForEach(m => NativeMemory.Free((void*)m));
    }

    private static long RealTime() => (TimeProvider.System.GetUtcNow().Ticks - DateTimeOffset.UnixEpoch.Ticks) * 100;

    private void Run()
    {
        // Telephones do not wait for the machine that serves them: it must not hold up what stands for them either.
        LinuxNative.GoFirst();
        var descriptor = (int)_socket.Handle;
        var origin = Stopwatch.GetTimestamp();
        for (var tick = 0L; !_stopping || tick % Phases != 0; tick++)
        {
            var due = origin + (tick * Stopwatch.Frequency / 4000);
            var wait = due - Stopwatch.GetTimestamp();
            if (wait > 0)
            {
                PortPoll.Sleep(wait * TimeSpan.TicksPerSecond / Stopwatch.Frequency);
            }
            else if (wait < -Stopwatch.Frequency / 200)
            {
                LateRounds++;
            }

            SendPhase(descriptor, (int)(tick % Phases));
            if (tick % Phases == Phases - 1)
            {
                Volatile.Write(ref _round, _round + 1);
            }

            Receive(descriptor);
            if (tick % 400 == 0)
            {
                var stat = File.ReadAllText("/proc/thread-self/schedstat");
                Volatile.Write(ref _cpuNanoseconds, long.Parse(stat.AsSpan(0, stat.IndexOf(' ', StringComparison.Ordinal)), null));
            }
        }

        for (var i = 0; i < 300; i++)
        {
            PortPoll.Sleep(TimeSpan.TicksPerMillisecond);
            Receive(descriptor);
        }
    }

    private void SendPhase(int descriptor, int phase)
    {
        var headers = _sending[phase];
        var legs = _legsOfPhase[phase];
        var time = RealTime();
        for (var i = 0; i < legs.Length; i++)
        {
            LoadPacket.Number(new Span<byte>(headers[i].Vectors->Base, LoadPacket.Length), legs[i], _round, time);
        }

        for (var sent = 0; sent < legs.Length;)
        {
            var count = LinuxNative.SendMessages(descriptor, headers + sent, (uint)Math.Min(Batch, legs.Length - sent), 0);
            NotSent += count <= 0 ? 1 : 0;
            sent += Math.Max(1, count);
        }
    }

    private void Receive(int descriptor)
    {
        int count;
        do
        {
            count = LinuxNative.ReceiveMessages(descriptor, _receiving, ReceiveSlots, LinuxNative.DontWait, null);
            for (var i = 0; i < count; i++)
            {
                Check(ref _receiving[i], i);
            }
        }
        while (count == ReceiveSlots);
    }

    private void Check(ref LinuxNative.MessageHeader header, int slot)
    {
        var datagram = new ReadOnlySpan<byte>(_received + (slot * ReceiveLength), (int)header.Length);
        var control = (long*)header.Control;
        var arrival = header.ControlLength >= 32 ? (control[2] * 1_000_000_000) + control[3] : 0;
        header.ControlLength = 64;
        if (RtpPacket.IsControl(datagram))
        {
            return;
        }

        if (datagram.Length != LoadPacket.Length || !LoadPacket.TryRead(datagram[RtpPacket.HeaderLength..], out var leg, out _, out var time) || (leg ^ 1) >= _legs)
        {
            Wrong++;
            return;
        }

        // What one party said came to the other.
        ReceivedOfLeg[leg ^ 1]++;
        _delays[Math.Clamp((arrival - time) / 1000, 0, _delays.Length - 1)]++;
    }

    private LinuxNative.MessageHeader* Prepare(int[] legs, IReadOnlyList<int> ports)
    {
        var headers = (LinuxNative.MessageHeader*)Allocate(Math.Max(1, legs.Length) * sizeof(LinuxNative.MessageHeader));
        for (var i = 0; i < legs.Length; i++)
        {
            var packet = Allocate(LoadPacket.Length);
            LoadPacket.Prepare(new Span<byte>(packet, LoadPacket.Length), legs[i]);
            var vector = (LinuxNative.IoVector*)Allocate(sizeof(LinuxNative.IoVector));
            *vector = new LinuxNative.IoVector { Base = packet, Length = LoadPacket.Length };
            var target = Allocate(16);
            *(ushort*)target = 2;
            BinaryPrimitives.WriteUInt16BigEndian(new Span<byte>(target + 2, 2), (ushort)ports[legs[i]]);
            BinaryPrimitives.WriteUInt32BigEndian(new Span<byte>(target + 4, 4), 0x7F00_0001);

            // struct cmsghdr { size_t length; int level; int type; } with a struct in_pktinfo { int interface; in_addr source; in_addr }.
            var control = Allocate(32);
            *(long*)control = 28;
            ((int*)control)[3] = SourceInfo;
            AddressOf(legs[i]).Address.TryWriteBytes(new Span<byte>(control + 20, 4), out _);
            headers[i] = new LinuxNative.MessageHeader { Name = target, NameLength = 16, Vectors = vector, VectorCount = 1, Control = control, ControlLength = 32 };
        }

        return headers;
    }

    private LinuxNative.MessageHeader* PrepareReceiving()
    {
        var headers = (LinuxNative.MessageHeader*)Allocate(ReceiveSlots * sizeof(LinuxNative.MessageHeader));
        for (var i = 0; i < ReceiveSlots; i++)
        {
            var vector = (LinuxNative.IoVector*)Allocate(sizeof(LinuxNative.IoVector));
            *vector = new LinuxNative.IoVector { Base = _received + (i * ReceiveLength), Length = ReceiveLength };
            headers[i] = new LinuxNative.MessageHeader { Vectors = vector, VectorCount = 1, Control = Allocate(64), ControlLength = 64 };
        }

        return headers;
    }

    private byte* Allocate(int length)
    {
        var memory = NativeMemory.AllocZeroed((nuint)length);
        _memory.Add((nint)memory);
        return (byte*)memory;
    }
}

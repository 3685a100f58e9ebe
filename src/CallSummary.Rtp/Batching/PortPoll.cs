using CallSummary.Rtp.Ports;

namespace CallSummary.Rtp.Batching;

/// <summary>Which ports have something, by <c>epoll</c>. A shard's own; only <see cref="Wake"/> is for other threads.</summary>
internal sealed unsafe class PortPoll : IDisposable
{
    private const int MaxEvents = 256;
    private const ulong NoPort = ulong.MaxValue;

    private readonly int _epoll = LinuxNative.CreateEpoll();
    private readonly int _wake = LinuxNative.CreateEvent();
    private readonly byte[] _events = GC.AllocateArray<byte>(MaxEvents * 16, pinned: true);
    private readonly List<ShardPort?> _ports = [];
    private readonly Stack<int> _freePlaces = new();
    private readonly List<ShardPort> _ready = new(MaxEvents);

    public PortPoll() => Watch(_wake);

    public int PortCount => _ports.Count - _freePlaces.Count;

    /// <summary>Wakes <see cref="Wait"/> when there is something, which the caller finds by itself.</summary>
    public void Watch(int descriptor) => Control(LinuxNative.EpollAdd, descriptor, NoPort);

    public void Add(ShardPort port)
    {
        if (!_freePlaces.TryPop(out var place))
        {
            place = _ports.Count;
            _ports.Add(null);
        }

        _ports[place] = port;
        port.Index = place;
        Control(LinuxNative.EpollAdd, port.Descriptor, (ulong)place);
    }

    public void Remove(ShardPort port)
    {
        if (port.Index >= 0)
        {
            Control(LinuxNative.EpollDelete, port.Descriptor, 0);
            _ports[port.Index] = null;
            _freePlaces.Push(port.Index);
            port.Index = -1;
        }
    }

    /// <summary>The ports that have something now. Valid until the next call.</summary>
    public List<ShardPort> Ready()
    {
        _ready.Clear();
        fixed (byte* events = _events)
        {
            var count = LinuxNative.EpollWait(_epoll, events, MaxEvents, 0);
            for (var i = 0; i < count; i++)
            {
                var place = *(ulong*)(events + (i * LinuxNative.EventLength) + LinuxNative.EventDataOffset);
                if (place == NoPort)
                {
                    Calm();
                }
                else if (_ports[(int)place] is { } port)
                {
                    _ready.Add(port);
                }
            }
        }

        return _ready;
    }

    /// <summary>Waits until something comes, <see cref="Wake"/> is called, or the time is over.</summary>
    public void Wait(int milliseconds)
    {
        fixed (byte* events = _events)
        {
            // Level-triggered: what is found here is found again.
            if (LinuxNative.EpollWait(_epoll, events, 1, milliseconds) == 1 && *(ulong*)(events + LinuxNative.EventDataOffset) == NoPort)
            {
                Calm();
            }
        }
    }

    public void Wake()
    {
        var one = 1UL;
        _ = LinuxNative.Write(_wake, &one, sizeof(ulong));
    }

    /// <summary>Sleeps for so many ticks of 100 ns; not at all when there are none left.</summary>
    public static void Sleep(long ticks)
    {
        if (ticks > 0)
        {
            var time = new LinuxNative.TimeSpec { Nanoseconds = ticks * 100 };
            _ = LinuxNative.Sleep(&time, null);
        }
    }

    public void Dispose()
    {
        _ = LinuxNative.Close(_wake);
        _ = LinuxNative.Close(_epoll);
    }

    private void Calm()
    {
        ulong count;
        _ = LinuxNative.Read(_wake, &count, sizeof(ulong));
    }

    private void Control(int operation, int descriptor, ulong data)
    {
        var epollEvent = stackalloc byte[16];
        *(uint*)epollEvent = LinuxNative.EpollIn;
        *(ulong*)(epollEvent + LinuxNative.EventDataOffset) = data;
        if (LinuxNative.EpollControl(_epoll, operation, descriptor, epollEvent) < 0 && operation == LinuxNative.EpollAdd)
        {
            throw new IOException($"The media engine cannot watch a socket: {System.Runtime.InteropServices.Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }
}

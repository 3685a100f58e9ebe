using CallSummary.Rtp.Packets;
using CallSummary.Rtp.Ports;
using CallSummary.Rtp.Sending;

namespace CallSummary.Rtp.Batching;

/// <summary>
/// One thread that serves many legs: it takes what has come in batches, lets the legs work on it, plays clips and reports, and sends
/// what came of that in batches. A batch collects for a moment, for at high rates a wake-up costs more than a packet.
/// </summary>
internal sealed class MediaShard : IPlaybackPacer, IDisposable
{
    private const int SweepSlices = 10;

    // At 3,500 packets a second and more the thread looks again after each interval, for to be woken by each packet would cost more.
    private const int BusyPackets = 35;
    private const int MaxVainLooks = 4;
    private static readonly long RateWindow = TimeSpan.FromMilliseconds(10).Ticks;

    private static readonly long SliceInterval = TimeSpan.FromSeconds(1).Ticks / SweepSlices;

    [ThreadStatic]
    private static MediaShard? t_current;

    private readonly MediaClock _clock;
    private readonly TimeSpan _batchInterval;
    private readonly Lock _turn = new();
    private readonly ReceiveRing _receiving = new();
    private readonly PortPoll _poll = new();
    private readonly PlaybackQueue _playing;
    private readonly List<MediaLeg> _legs = [];
    private readonly SharedPorts? _shared;
    private readonly Thread _thread;
    private long _nextSlice;
    private int _slice;
    private long _counted;
    private long _countedSince;
    private bool _isBusy;
    private volatile bool _stopping;

    public MediaShard(MediaClock clock, MediaEngineOptions options, PortRange ports, int number)
    {
        _clock = clock;
        _batchInterval = options.BatchInterval;
        _playing = new PlaybackQueue(clock);
        if (options.SharedPorts)
        {
            _shared = new SharedPorts(this, ports);
            _poll.Watch(_shared.Rtp.Descriptor);
            _poll.Watch(_shared.Control.Descriptor);
        }

        _thread = new Thread(Run) { IsBackground = true, Name = $"RTP shard {number}", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>The shard whose thread this is.</summary>
    public static MediaShard? Current => t_current;

    /// <summary>What goes out at the end of this turn. Only for the shard's own thread.</summary>
    public SendRing Sending { get; } = new();

    /// <summary>Its shared ports, when there are any.</summary>
    public LegPorts? Shared => _shared?.Ports;

    /// <summary>Datagrams on the shared ports that are no leg's.</summary>
    public long Unrouted => _shared?.Unrouted ?? 0;

    /// <summary>Turns that broke off because of a fault in this program.</summary>
    public long Faults { get; private set; }

    public void Add(Playback playback)
    {
        _playing.Add(playback);
        _poll.Wake();
    }

    public void Add(ShardPort port)
    {
        lock (_turn)
        {
            _poll.Add(port);
        }
    }

    /// <summary>Nothing of this port is handled any more once it returns, and nothing waits to be sent from it.</summary>
    public void Remove(ShardPort port)
    {
        lock (_turn)
        {
            // Something is left only of a turn that broke off, or of the one that this is called in.
            Sending.Flush();
            _poll.Remove(port);
        }
    }

    public void Add(MediaLeg leg)
    {
        lock (_turn)
        {
            _legs.Add(leg);
        }
    }

    public void Remove(MediaLeg leg)
    {
        lock (_turn)
        {
            _legs.Remove(leg);
            _shared?.Remove(leg);
        }
    }

    /// <summary>Keeps a peer's address on the shared ports for the leg that is opened next; false when another leg has it.</summary>
    public bool TryClaim(SourceKey source)
    {
        lock (_turn)
        {
            return _shared?.TryClaim(source) ?? false;
        }
    }

    /// <summary>From now on datagrams of these sources are the leg's.</summary>
    public void Route(MediaLeg leg, SourceKey rtp, SourceKey control)
    {
        lock (_turn)
        {
            _shared!.Route(leg, rtp, control);
        }
    }

    public void Dispose()
    {
        _stopping = true;
        _poll.Wake();
        _thread.Join();
        _playing.CancelAll();
        _shared?.Dispose();
        _poll.Dispose();
        _receiving.Dispose();
        Sending.Dispose();
    }

    private void Run()
    {
        t_current = this;
        LinuxNative.GoFirst();
        var vain = 0;
        while (!_stopping)
        {
            var started = _clock.Now;
            var handled = TryTurn(started, out var wait);
            vain = handled > 0 ? 0 : vain + 1;
            if (!IsBusy(started, handled) || vain >= MaxVainLooks)
            {
                var slice = (int)Math.Max(1, (_nextSlice - started) / TimeSpan.TicksPerMillisecond);
                _poll.Wait(wait < 0 ? slice : Math.Min(wait, slice));
            }
            else
            {
                // What came right after the look waits for the rest of this turn, the pause, and the next turn: together the interval.
                var pause = _batchInterval.Ticks - (2 * (_clock.Now - started));
                PortPoll.Sleep(wait < 0 ? pause : Math.Min(pause, wait * TimeSpan.TicksPerMillisecond));
            }
        }

        t_current = null;
    }

    private bool IsBusy(long now, int handled)
    {
        _counted += handled;
        if (now - _countedSince >= RateWindow)
        {
            _isBusy = _counted * RateWindow >= BusyPackets * (now - _countedSince);
            _counted = 0;
            _countedSince = now;
        }

        return _isBusy;
    }

    // A method of its own, so that it is compiled anew once it has shown itself busy; the loop around it never would be.
    private int Turn(long started, out int wait)
    {
        lock (_turn)
        {
            var handled = Receive();
            wait = _playing.SendDue();
            Sweep(started);
            Sending.Flush();
            return handled;
        }
    }

    // Nobody's packet may end the media of everybody: what should not happen is counted and the thread goes on.
    private int TryTurn(long started, out int wait)
    {
        try
        {
            return Turn(started, out wait);
        }
#pragma warning disable CA1031 // See above.
        catch (Exception)
#pragma warning restore CA1031
        {
            Faults++;
            wait = Timeout.Infinite;
            return 1;
        }
    }

    private int Receive()
    {
        var handled = _shared?.Receive(_receiving, _clock.Time) ?? 0;
        if (_poll.PortCount > 0)
        {
            foreach (var port in _poll.Ready())
            {
                handled += Receive(port);
            }
        }

        return handled;
    }

    private int Receive(ShardPort port)
    {
        var count = _receiving.Receive(port.Descriptor, ReceiveRing.Slots);
        var timestamp = _clock.Time.GetTimestamp();
        for (var i = 0; i < count && port.Index >= 0; i++)
        {
            port.Handle(_receiving.Datagram(i), _receiving.TakeSource(i), timestamp);
        }

        return count;
    }

    // A tenth of the legs every 100 ms: reports do not come in bursts.
    private void Sweep(long now)
    {
        if (now < _nextSlice)
        {
            return;
        }

        _nextSlice = now + SliceInterval;
        _slice = (_slice + 1) % SweepSlices;
        for (var i = _slice; i < _legs.Count; i += SweepSlices)
        {
            _legs[i].ReportIfDue(now);
        }
    }
}

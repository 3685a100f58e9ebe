using CallSummary.Audio.Recordings;
using CallSummary.Rtp.Sending;

namespace CallSummary.Rtp.Transcoding;

/// <summary>
/// One direction of a call whose parties have different codecs. The media thread only copies packets in; a thread of the pool does the
/// work. When that cannot keep up, packets are dropped and counted, and nobody else's media waits.
/// </summary>
internal sealed class Transcoder(LegSender sender, MediaFormat target, TranscodingThread thread) : IDisposable
{
    private const int Capacity = 16;
    private const int NoRequest = -1;

    // A sender that says nothing for this long has gone: its pause ends in silence.
    private static readonly long LongestPause = TimeSpan.FromSeconds(30).Ticks;

    private readonly Lock _gate = new();
    private readonly QueuedMedia[] _ring = new QueuedMedia[Capacity];
    private TranscodingStream? _stream;
    private int _first;
    private int _count;
    private bool _isReady;
    private long _lastPacket;
    private volatile bool _stopped;
    private volatile int _request = NoRequest;

    /// <summary>Takes a packet of the other leg, on its media thread. Never waits.</summary>
    public void Add(in ReceivedPacket packet)
    {
        var fits = packet.Payload.Length <= RecordedFrameFormat.MaxPayloadLength;
        lock (_gate)
        {
            fits &= _count < Capacity;
            if (fits)
            {
                (_ring[(_first + _count) % Capacity] ??= new QueuedMedia()).Set(packet);
                _count++;
            }
        }

        if (fits)
        {
            Wake();
        }
        else
        {
            sender.CountNotRelayed();
        }
    }

    /// <summary>The listener asks for a mode of AMR.</summary>
    public void Request(int mode) => _request = mode;

    /// <summary>No packet goes out any more.</summary>
    public void Stop()
    {
        _stopped = true;
        Wake();
    }

    /// <summary>Works off what waits; on the pool's thread.</summary>
    /// <returns>False when it is over.</returns>
    public bool Work(long now)
    {
        lock (_gate)
        {
            _isReady = false;
        }

        if (_stopped)
        {
            return false;
        }

        _stream ??= new TranscodingStream(target, Send);
        if (_request is var request and not NoRequest)
        {
            _stream.Request(request);
        }

        while (TryPeek() is { } queued)
        {
            _lastPacket = now;
            _stream.Add(queued.Packet);
            Drop();
        }

        return true;
    }

    /// <summary>When the next 20 ms of a pause are due after <paramref name="last"/>; null when there is no pause.</summary>
    public long? NextTick(long last) =>
        !_stopped && _stream is { IsPaused: true } && last - _lastPacket < LongestPause ? last + TranscodingThread.Tick : null;

    /// <summary>Makes 20 ms of a pause; on the pool's thread.</summary>
    public void Tick()
    {
        if (!_stopped)
        {
            _stream?.Tick();
        }
    }

    /// <summary>Lets go of the codecs; on the pool's thread.</summary>
    public void Dispose() => _stream?.Dispose();

    private QueuedMedia? TryPeek()
    {
        lock (_gate)
        {
            return _count == 0 ? null : _ring[_first];
        }
    }

    private void Drop()
    {
        lock (_gate)
        {
            _first = (_first + 1) % Capacity;
            _count--;
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            if (_isReady)
            {
                return;
            }

            _isReady = true;
        }

        thread.Ready(this);
    }

    private void Send(in TranscodedPacket packet) => sender.SendTranscoded(this, packet);
}

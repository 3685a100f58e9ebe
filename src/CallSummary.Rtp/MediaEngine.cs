using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using CallSummary.Rtp.Batching;
using CallSummary.Rtp.Packets;
using CallSummary.Rtp.Ports;
using CallSummary.Rtp.Sending;
using CallSummary.Rtp.Transcoding;

namespace CallSummary.Rtp;

/// <summary>Opens media legs and keeps what they share: ports, the playback thread, the RTCP sweep. It speaks in legs, not in sockets.</summary>
public sealed class MediaEngine : IAsyncDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly MediaEngineOptions _options;
    private readonly MediaClock _clock;
    private readonly PortRange _ports;
    private readonly MediaShard[] _shards;
    private readonly PlaybackPacer? _pacer;
    private readonly TranscodingPool _transcoding;
    private readonly ITimer? _sweep;
    private readonly ConcurrentDictionary<MediaLeg, bool> _legs = new();
    private readonly Lock _gate = new();
    private MediaStatistics _closed;
    private int _open;
    private int _opened;
    private bool _stopped;

    /// <summary>Starts the engine.</summary>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public MediaEngine(MediaEngineOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        _options = options;
        _clock = new MediaClock(time ?? TimeProvider.System);
        _ports = new PortRange(options.BindAddress, options.FirstPort, options.LastPort);
        _transcoding = new TranscodingPool(_clock, options.TranscodingThreads > 0 ? options.TranscodingThreads : Environment.ProcessorCount);
        _shards = new MediaShard[options.ShardCount];
        for (var i = 0; i < _shards.Length; i++)
        {
            _shards[i] = new MediaShard(_clock, options, _ports, i);
        }

        if (_shards.Length == 0)
        {
            _pacer = new PlaybackPacer(_clock);
            _sweep = _clock.Time.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
        }
    }

    /// <summary>Legs open now.</summary>
    public int OpenLegs => Volatile.Read(ref _open);

    /// <summary>Directions of calls that are transcoded now: their parties have codecs that must be decoded and encoded.</summary>
    public int Transcodings => _transcoding.Count;

    /// <summary>The sum over all legs, closed and open.</summary>
    public MediaStatistics Statistics
    {
        get
        {
            lock (_gate)
            {
                var sum = _closed with
                {
                    WrongSource = _closed.WrongSource + _shards.Sum(s => s.Unrouted),
                    SinkFailures = _closed.SinkFailures + _shards.Sum(s => s.Faults),
                };
                foreach (var (leg, _) in _legs)
                {
                    sum += leg.Statistics;
                }

                return sum;
            }
        }
    }

    /// <summary>Opens a leg where <see cref="MediaEngineOptions.SharedPorts"/> says: on a shared port, or on a random free port pair.</summary>
    /// <param name="sink">Takes what the leg receives.</param>
    /// <param name="leg">The leg, when the result is <see cref="OpenLegResult.Opened"/>.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The bind address is not this machine's, or the process is out of sockets.</exception>
    public OpenLegResult OpenLeg(IMediaSink sink, out MediaLeg? leg) => OpenLeg(sink, new LegPlacement(_options.SharedPorts), out leg);

    /// <summary>Opens a leg.</summary>
    /// <param name="sink">Takes what the leg receives.</param>
    /// <param name="placement">On a shared port, or on one of its own.</param>
    /// <param name="leg">The leg, when the result is <see cref="OpenLegResult.Opened"/>.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The bind address is not this machine's, or the process is out of sockets.</exception>
    public OpenLegResult OpenLeg(IMediaSink sink, LegPlacement placement, out MediaLeg? leg)
    {
        ArgumentNullException.ThrowIfNull(sink);
        leg = null;
        lock (_gate)
        {
            if (_stopped)
            {
                return OpenLegResult.Stopped;
            }

            if (_open >= _options.MaxLegs)
            {
                return OpenLegResult.TooManyLegs;
            }

            _open++;
        }

        var opened = false;
        try
        {
            opened = TryOpen(sink, placement, out leg);
            return opened ? OpenLegResult.Opened : OpenLegResult.NoFreePort;
        }
        finally
        {
            if (!opened)
            {
                lock (_gate)
                {
                    _open--;
                }
            }
        }
    }

    /// <summary>Ends every leg.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_stopped)
            {
                return;
            }

            _stopped = true;
        }

        if (_sweep is not null)
        {
            await _sweep.DisposeAsync().ConfigureAwait(false);
        }

        foreach (var (leg, _) in _legs)
        {
            await leg.DisposeAsync().ConfigureAwait(false);
        }

        _transcoding.Dispose();
        _pacer?.Dispose();
        foreach (var shard in _shards)
        {
            shard.Dispose();
        }
    }

    internal void OnLegClosed(MediaLeg leg)
    {
        lock (_gate)
        {
            if (!_legs.TryRemove(leg, out _))
            {
                return;
            }

            _closed += leg.Statistics;
            _open--;
        }

        if (leg.OwnsPort)
        {
            _ports.Release(leg.LocalEndPoint.Port);
        }
    }

    private bool TryOpen(IMediaSink sink, LegPlacement placement, [NotNullWhen(true)] out MediaLeg? leg)
    {
        leg = null;
        var shard = NextShard();
        if (PortsFor(placement, shard) is not { } ports)
        {
            return false;
        }

        leg = new MediaLeg(this, _clock, (IPlaybackPacer?)shard ?? _pacer!, _options, sink, ports, _transcoding);
        if (ports.IsShared && placement.Expected is { } expected)
        {
            leg.Expect(expected);
        }

        _legs[leg] = true;
        return true;
    }

    // Two legs opened one after the other are mostly one call's: together on a shard, what one receives leaves with the other's batch.
    private MediaShard? NextShard() =>
        _shards.Length == 0 ? null : _shards[(uint)Interlocked.Increment(ref _opened) / 2 % (uint)_shards.Length];

    private LegPorts? PortsFor(LegPlacement placement, MediaShard? shard)
    {
        if (placement.Shared && shard?.Shared is { } shared
            && (placement.Expected is not { } expected || shard.TryClaim(SourceKey.From(expected))))
        {
            return shared;
        }

        if (!_ports.TryBind(out var bound))
        {
            return null;
        }

        return shard is null
            ? new LegPorts(new PortablePort(bound.Rtp, _clock), new PortablePort(bound.Control, _clock), bound.Port, null, IsShared: false)
            : new LegPorts(new ShardPort(shard, bound.Rtp, isShared: false), new ShardPort(shard, bound.Control, isShared: false), bound.Port, shard, IsShared: false);
    }

    private void Sweep()
    {
        var now = _clock.Now;
        foreach (var (leg, _) in _legs)
        {
            leg.ReportIfDue(now);
        }
    }
}

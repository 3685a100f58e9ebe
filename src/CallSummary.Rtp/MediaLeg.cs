using System.Net;
using CallSummary.Audio;
using CallSummary.Audio.Recordings;
using CallSummary.Rtp.Control;
using CallSummary.Rtp.Packets;
using CallSummary.Rtp.Ports;
using CallSummary.Rtp.Receiving;
using CallSummary.Rtp.Sending;
using CallSummary.Rtp.Transcoding;

namespace CallSummary.Rtp;

/// <summary>One party's media: an address to receive at, a stream to send. Thread-safe.</summary>
public sealed class MediaLeg : IAsyncDisposable
{
    private readonly MediaEngine _engine;
    private readonly MediaClock _clock;
    private readonly IPlaybackPacer _pacer;
    private readonly LegPorts _ports;
    private readonly LegSender _sender;
    private readonly LegReceiver _receiver;
    private readonly LegControl _control;
    private readonly Lock _gate = new();
    private MediaRemote? _remote;
    private Playback? _playback;
    private volatile HandshakeHandler? _handshake;
    private bool _disposed;

    internal MediaLeg(MediaEngine engine, MediaClock clock, IPlaybackPacer pacer, MediaEngineOptions options, IMediaSink sink, LegPorts ports, TranscodingPool transcoding)
    {
        _engine = engine;
        _clock = clock;
        _pacer = pacer;
        _ports = ports;
        LocalEndPoint = new IPEndPoint(options.BindAddress, ports.Number);
        AdvertisedEndPoint = new IPEndPoint(options.AdvertisedAddress ?? options.BindAddress, ports.Number);
        _sender = new LegSender(ports.Rtp, clock, transcoding);
        _receiver = new LegReceiver(sink, clock, options, Aim, _sender.Request);
        _control = new LegControl(ports.Control, _sender, _receiver, clock, options);
        ports.Rtp.Start(OnDatagram);
        ports.Control.Start(_control.OnDatagram);
        ports.Shard?.Add(this);
    }

    /// <summary>The bound RTP address and (even) port; RTCP is on the next port.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>The RTP address and port for the session description.</summary>
    public IPEndPoint AdvertisedEndPoint { get; }

    /// <summary>Other legs are on the same port: only what comes from the peer's own address is this leg's.</summary>
    public bool IsOnSharedPort => _ports.IsShared;

    /// <summary>The address that media really comes from, once it is settled; null before.</summary>
    public IPEndPoint? LearnedEndPoint => _receiver.Source?.ToEndPoint();

    /// <summary>The last accepted packet's <see cref="TimeProvider.GetTimestamp"/>; 0 before the first.</summary>
    public long LastReceivedTimestamp => _receiver.LastReceivedTimestamp;

    /// <summary>Time since the last accepted packet, or null before the first.</summary>
    public TimeSpan? SinceLastReceived =>
        LastReceivedTimestamp is var last and not 0 ? _clock.Time.GetElapsedTime(last) : null;

    /// <summary>What was received and sent so far.</summary>
    public MediaStatistics Statistics => _receiver.Statistics with
    {
        Sent = _sender.Sent,
        SentBytes = _sender.SentBytes,
        SendFailures = _sender.Failures,
        NotRelayed = _sender.NotRelayed,
    };

    /// <summary>
    /// Sets or changes where the peer's media is and how it is encoded. A new address opens the learning window again and is sent to
    /// at once; the same address keeps the settled source.
    /// </summary>
    public void SetRemote(IPEndPoint endPoint, MediaFormat format) => SetRemote(new MediaRemote(endPoint, format));

    /// <summary>Sets or changes the peer's media; see <see cref="SetRemote(IPEndPoint, MediaFormat)"/>.</summary>
    /// <exception cref="ArgumentException">The format is not usable, or the port is 0.</exception>
    public void SetRemote(MediaRemote remote)
    {
        ArgumentNullException.ThrowIfNull(remote);
        remote.Format.Validate();
        ArgumentOutOfRangeException.ThrowIfZero(remote.EndPoint.Port, nameof(remote));
        lock (_gate)
        {
            _remote = remote;
            // Keys first: nothing may leave unprotected, and nothing unproved may be learned.
            _control.SetKeys(remote.Keys);
            _sender.SetFormat(remote.Format, remote.Keys?.Local);
            var source = SourceKey.From(remote.EndPoint);
            _receiver.SetRemote(source, remote.Format, remote.Keys?.Remote);
            if (_ports.IsShared && !_disposed)
            {
                _ports.Shard!.Route(this, source, ControlOf(remote, source));
            }
        }
    }

    /// <summary>Switches sending and receiving on or off (hold). Both are on at first. Clips obey it too: their time passes unheard.</summary>
    public void SetDirection(bool send, bool receive)
    {
        _sender.Enable(send);
        _receiver.Enable(receive);
    }

    /// <summary>
    /// Sends everything received here to another leg (transcoded and renumbered as it needs), or to nobody. One direction: call it
    /// on both legs to connect them.
    /// </summary>
    public void RelayTo(MediaLeg? other) => _receiver.RelayTo = other;

    /// <summary>Plays a clip to the peer; relayed packets to this leg are dropped meanwhile.</summary>
    public Task PlayAsync(AudioClip clip, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clip);
        return PlayAsync(clip, format => EncodedClips.Of(clip, format), cancellationToken);
    }

    /// <summary>Plays 8 kHz samples to the peer, in real time; see <see cref="PlayAsync(AudioClip, CancellationToken)"/>.</summary>
    /// <returns>Completes when the last packet is out.</returns>
    /// <exception cref="InvalidOperationException">No remote is set, a clip is playing already, or the peer's codec changed meanwhile.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, or the leg ended.</exception>
    public Task PlayAsync(ReadOnlyMemory<short> samples, CancellationToken cancellationToken = default) =>
        PlayAsync(new AudioClip(samples), format => EncodedClips.Encode(samples.Span, format), cancellationToken);

    private async Task PlayAsync(AudioClip clip, Func<MediaFormat, EncodedClip> encode, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Codecs that cost something are encoded before, not on the media path.
        var encoded = Volatile.Read(ref _remote) is { } known && !RecordedCodecs.IsG711(known.Format.Codec)
            ? await Task.Run(() => encode(known.Format), cancellationToken).ConfigureAwait(false)
            : null;
        Playback playback;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var format = (_remote ?? throw new InvalidOperationException("Nothing can be played before the leg's remote is set.")).Format;
            playback = new Playback(_sender, clip.Samples, encoded, format.PacketTime, _clock.Now);
            if (!_sender.BeginPlayback(playback))
            {
                throw new InvalidOperationException("A clip is playing on this leg already: cancel it first.");
            }

            _playback = playback;
        }

        _pacer.Add(playback);
        await using (cancellationToken.UnsafeRegister(static (state, token) => ((Playback)state!).Cancel(token), playback))
        {
            await playback.Done.ConfigureAwait(false);
        }
    }

    /// <summary>Takes datagrams of a DTLS handshake on the RTP port (RFC 7983: first octet 20 to 63), from whatever source; null: they are dropped.</summary>
    public HandshakeHandler? Handshake
    {
        get => _handshake;
        set => _handshake = value;
    }

    /// <summary>Sends a datagram of a DTLS handshake from the RTP port. Nothing happens once the leg has ended.</summary>
    public void SendHandshake(IPEndPoint target, ReadOnlySpan<byte> datagram)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (!Volatile.Read(ref _disposed))
        {
            _ports.Rtp.Send(datagram, SourceKey.From(target).ToSocketAddress(_ports.Rtp.Family), null);
        }
    }

    /// <summary>Ends the leg: RTCP BYE, ports free again, a playing clip cancelled. No callback comes after it returns.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _playback?.Cancel(new CancellationToken(canceled: true));
        }

        _receiver.RelayTo = null;
        _control.Send(bye: true);
        await _ports.Rtp.CloseAsync().ConfigureAwait(false);
        await _ports.Control.CloseAsync().ConfigureAwait(false);
        _ports.Shard?.Remove(this);
        _receiver.Dispose();
        _sender.Dispose();
        _control.Dispose();
        _engine.OnLegClosed(this);
    }

    internal bool OwnsPort => !_ports.IsShared;

    internal uint? SettledSsrc => _receiver.SettledSsrc;

    internal bool IsLearned(SourceKey source) => _receiver.Source == source;

    /// <summary>What comes from its peer is this leg's, and no other's, before the peer's description is in force.</summary>
    internal void Expect(IPEndPoint peer)
    {
        var source = SourceKey.From(peer);
        _ports.Shard!.Route(this, source, source with { Port = (ushort)(source.Port + 1) });
    }

    internal void OnControl(Span<byte> datagram, SourceKey source, long timestamp) => _control.OnDatagram(datagram, source, timestamp);

    internal void OnDatagram(Span<byte> datagram, SourceKey source, long timestamp)
    {
        if (!datagram.IsEmpty && datagram[0] is >= 20 and <= 63)
        {
            _handshake?.Invoke(datagram, source.ToEndPoint());
        }
        else if (RtpPacket.IsControl(datagram))
        {
            _control.OnDatagram(datagram, source, timestamp);
        }
        else
        {
            _receiver.OnDatagram(datagram, source, timestamp);
        }
    }

    internal void Relay(in ReceivedPacket packet) => _sender.Relay(packet);

    internal void ReportIfDue(long now) => _control.ReportIfDue(now);

    // Runs under the receiver's lock and takes only the sender's and the control's own.
    private void Aim(SourceKey source)
    {
        var remote = _remote!;
        _sender.SetTarget(source.ToSocketAddress(_ports.Rtp.Family));
        _control.SetTarget(remote.ControlOnSamePort ? _ports.Rtp : _ports.Control, ControlOf(remote, source));
    }

    private static SourceKey ControlOf(MediaRemote remote, SourceKey source)
    {
        if (remote.ControlOnSamePort)
        {
            return source;
        }

        return remote.ControlEndPoint is { } told && source == SourceKey.From(remote.EndPoint)
            ? SourceKey.From(told)
            : source with { Port = (ushort)(source.Port + 1) };
    }
}

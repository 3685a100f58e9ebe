using System.Net;
using CallSummary.Contracts;
using CallSummary.Gateway.Media;
using CallSummary.Gateway.Media.Dtls;
using CallSummary.Rtp;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;

namespace CallSummary.Gateway.Calls;

/// <summary>One party of a call as we face it: its SIP session, its media leg, and what SDP agreed on between them.</summary>
internal sealed class CallParty(Leg leg, MediaLeg media, PartySink sink, IPAddress localAddress, MediaPolicy policy, DtlsHandshakes handshakes)
    : ISipSessionHandler, IAsyncDisposable
{
    private static readonly string[] DigitTypes = ["application/dtmf-relay", "application/dtmf"];

    private readonly Lock _lock = new();
    private readonly AgreedMedia _agreed = new(media, handshakes);
    private readonly TaskCompletionSource _reachable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _transferable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SdpDescription? _local;
    private volatile SdpAgreedAudio? _audio;
    private SdpDirection _wanted = SdpDirection.SendRecv;
    private int _holds;

    /// <summary>The leg it speaks on; a transfer into another call may change it.</summary>
    public Leg Leg { get; private set; } = leg;

    /// <summary>What the other party has, in its order; null when nobody knows: what we offer follows it, where the trunk has no order of its own.</summary>
    public IReadOnlyList<SdpCodec>? Like { get; set; }

    /// <summary>Our address towards it.</summary>
    public IPAddress LocalAddress => localAddress;

    public MediaLeg Media => media;

    public PartySink Sink => sink;

    /// <summary>The dialog; null until answered.</summary>
    public SipSession? Session { get; set; }

    /// <summary>Told when the party holds, resumes, changes its address or codec; null until the call is up.</summary>
    public Action<CallParty, RemoteDirection>? Changed { get; set; }

    /// <summary>What it last changed to; null when it never did.</summary>
    public RemoteDirection? LastChange { get; private set; }

    /// <summary>Told when the party wants to transfer the call (RFC 3515); null: refused.</summary>
    public Func<CallParty, IncomingRefer, Task>? Referred
    {
        get;
        set
        {
            field = value;
            _transferable.TrySetResult();
        }
    }

    /// <summary>Told when the party sends digits by INFO; null until the call is up.</summary>
    public Action<CallParty, SipRequest>? Dialled { get; set; }

    /// <summary>The party hears us: it has a media address and has not put us on hold.</summary>
    public bool IsReachable => _audio is { CanSend: true };

    /// <summary>It put us on hold: silence from it is no fault.</summary>
    public bool IsHeld => _audio is { IsHeldByPeer: true };

    /// <summary>How often it has stopped hearing us.</summary>
    public int Holds => Volatile.Read(ref _holds);

    /// <summary>Completes when the party first hears us.</summary>
    public Task Reachable => _reachable.Task;

    public string CodecName => _audio?.SendCodec.Name ?? SdpCodec.Pcmu.Name;

    /// <summary>What it speaks in; null before that is agreed.</summary>
    public SdpCodec? Codec => _audio?.SendCodec;

    /// <summary>It speaks in another's place from now on.</summary>
    public void MoveTo(Leg place) => Leg = place;

    /// <summary>Our offer.</summary>
    public SdpDescription Offer()
    {
        lock (_lock)
        {
            var capabilities = Capabilities();
            return _local = SdpOfferAnswer.CreateOffer(
                _audio is { } audio ? capabilities with { Codecs = MediaPolicy.Keeping(audio.ReceiveCodec, capabilities.Codecs) } : capabilities, _local);
        }
    }

    /// <summary>What it and we have in common by its offer; null when nothing.</summary>
    public SdpAgreedAudio? Common(SdpDescription offer) => SdpOfferAnswer.Answer(offer, Capabilities()).Audio;

    /// <summary>Our answer to its offer, in force from now on; null when nothing fits.</summary>
    /// <param name="offer">What it offers.</param>
    /// <param name="other">The other party's codec, when it is known.</param>
    public SdpDescription? Answer(SdpDescription offer, SdpCodec? other = null)
    {
        lock (_lock)
        {
            var first = SdpOfferAnswer.Answer(offer, Capabilities(), _local);
            if (first.Audio is null)
            {
                return null;
            }

            var answer = SdpOfferAnswer.Answer(
                offer, policy.Single(localAddress, media.LocalEndPoint.Port, handshakes.FingerprintOn(media), policy.Choose(first.Audio, other, Codec)) with { Direction = _wanted, DtlsRole = _audio?.Setup }, _local);
            _local = answer.Local;
            Apply(answer.Audio!);
            return answer.Local;
        }
    }

    /// <summary>Takes its answer to our offer; false when nothing fits.</summary>
    public bool Accept(SdpDescription? answer)
    {
        lock (_lock)
        {
            if (answer is null || _local is null || SdpOfferAnswer.Accept(_local, answer).Audio is not { } audio || !MediaFormats.IsUsable(audio))
            {
                return false;
            }

            Apply(audio);
            return true;
        }
    }

    /// <summary>Tells the party whom it hears now, where that has changed: the other one holds, resumes or has been replaced.</summary>
    public async Task RedirectAsync(SdpDirection direction)
    {
        lock (_lock)
        {
            if (_wanted == direction)
            {
                return;
            }

            _wanted = direction;
        }

        // The stack waits for the ACK and tries again after a glare (RFC 3261 section 14.1). A party that refuses stays as it was.
        if (Session is { } session && await session.ReinviteAsync(Offer()) is { Result: ReinviteResult.Accepted, RemoteSdp: { } answer })
        {
            Accept(answer);
        }
    }

    public ValueTask OnReinviteAsync(SipSession session, IncomingReinvite reinvite)
    {
        // RFC 3264 section 8: hold, resume, a new address or codec. The timeline runs on.
        var sdp = reinvite.Offer is { } offer ? Answer(offer) : Offer();
        if (sdp is null)
        {
            reinvite.Reject();
            return ValueTask.CompletedTask;
        }

        reinvite.Accept(sdp);
        if (reinvite.Offer is not null)
        {
            Tell(reinvite.Offer);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask OnAnswerAsync(SipSession session, SdpDescription answer)
    {
        // RFC 6337 section 2.2: an answer that does not fit leaves the session as it was.
        if (Accept(answer))
        {
            Tell(answer);
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask OnReferAsync(SipSession session, IncomingRefer refer)
    {
        // It may ask between its answer and the moment when the call is up. A call that never comes up ends its session.
        await Task.WhenAny(_transferable.Task, session.Ended);
        if (Referred is { } referred)
        {
            await referred(this, refer);
        }
    }

    public ValueTask OnRequestAsync(SipSession session, IncomingRequest request)
    {
        if (request.Method == SipMethods.Info && Array.Exists(DigitTypes, request.Request.HasContent))
        {
            request.Respond(200);
            Dialled?.Invoke(this, request.Request);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Sends BYE and returns; the stack repeats it as needed.</summary>
    public Task HangUpAsync() => Session?.ByeAsync() ?? Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _agreed.Dispose();
        return media.DisposeAsync();
    }

    private void Tell(SdpDescription remote)
    {
        if (_audio is { } audio)
        {
            var direction = RemoteDirection.Of(remote, audio.MediaIndex);
            LastChange = direction;
            Changed?.Invoke(this, direction);
        }
    }

    private void Apply(SdpAgreedAudio audio)
    {
        var heardUs = IsReachable;
        _audio = audio;
        _agreed.Apply(
            audio,
            send: audio.CanSend,
            receive: audio.Direction is SdpDirection.SendRecv or SdpDirection.RecvOnly,
            ready: audio.CanSend ? () => _reachable.TrySetResult() : null,
            failed: () => _ = HangUpAsync());
        if (!audio.CanSend && heardUs)
        {
            Interlocked.Increment(ref _holds);
        }
    }

    private SdpAudioCapabilities Capabilities() => policy.Capabilities(localAddress, media.LocalEndPoint.Port, handshakes.FingerprintOn(media), Like) with
    {
        Direction = _wanted,
        DtlsRole = _audio?.Setup,
    };
}

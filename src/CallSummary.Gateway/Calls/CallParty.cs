using System.Net;
using CallSummary.Contracts;
using CallSummary.Gateway.Media;
using CallSummary.Rtp;
using CallSummary.Sip;
using CallSummary.Sip.Sdp;

namespace CallSummary.Gateway.Calls;

/// <summary>One party of a call as we face it: its SIP session, its media leg, and what SDP agreed on between them.</summary>
internal sealed class CallParty(Leg leg, MediaLeg media, PartySink sink, IPAddress localAddress, MediaPolicy policy) : ISipSessionHandler, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _reachable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SdpDescription? _local;
    private volatile SdpAgreedAudio? _audio;
    private int _holds;

    public Leg Leg => leg;

    public MediaLeg Media => media;

    public PartySink Sink => sink;

    /// <summary>The dialog; null until answered.</summary>
    public SipSession? Session { get; set; }

    /// <summary>The party hears us: it has a media address and has not put us on hold.</summary>
    public bool IsReachable => _audio is { CanSend: true };

    /// <summary>It put us on hold: silence from it is no fault.</summary>
    public bool IsHeld => _audio is { IsHeldByPeer: true };

    /// <summary>How often it has stopped hearing us.</summary>
    public int Holds => Volatile.Read(ref _holds);

    /// <summary>Completes when the party first hears us.</summary>
    public Task Reachable => _reachable.Task;

    public string CodecName => _audio?.SendCodec.Name ?? SdpCodec.Pcmu.Name;

    /// <summary>Our offer.</summary>
    public SdpDescription Offer()
    {
        lock (_lock)
        {
            return _local = SdpOfferAnswer.CreateOffer(Capabilities(), _local);
        }
    }

    /// <summary>Our answer to its offer, in force from now on; null when nothing fits.</summary>
    public SdpDescription? Answer(SdpDescription offer)
    {
        lock (_lock)
        {
            var first = SdpOfferAnswer.Answer(offer, Capabilities(), _local);
            if (first.Audio is null)
            {
                return null;
            }

            var answer = SdpOfferAnswer.Answer(offer, policy.Single(localAddress, media.LocalEndPoint.Port, policy.Choose(first.Audio)), _local);
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
            if (answer is null || _local is null || SdpOfferAnswer.Accept(_local, answer).Audio is not { } audio)
            {
                return false;
            }

            Apply(audio);
            return true;
        }
    }

    public ValueTask OnReinviteAsync(SipSession session, IncomingReinvite reinvite)
    {
        // RFC 3264 section 8: hold, resume, a new address or codec. Only this party's side changes; the timeline runs on.
        var sdp = reinvite.Offer is { } offer ? Answer(offer) : Offer();
        if (sdp is null)
        {
            reinvite.Reject();
        }
        else
        {
            reinvite.Accept(sdp);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask OnAnswerAsync(SipSession session, SdpDescription answer)
    {
        // RFC 6337 section 2.2: an answer that does not fit leaves the session as it was.
        Accept(answer);
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends BYE and returns; the stack repeats it as needed.</summary>
    public Task HangUpAsync() => Session?.ByeAsync() ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => media.DisposeAsync();

    private void Apply(SdpAgreedAudio audio)
    {
        var heardUs = IsReachable;
        _audio = audio;
        if (MediaFormats.RemoteOf(audio) is { } remote)
        {
            media.SetRemote(remote);
        }

        media.SetDirection(
            send: audio.CanSend,
            receive: audio.Direction is SdpDirection.SendRecv or SdpDirection.RecvOnly);
        if (audio.CanSend)
        {
            _reachable.TrySetResult();
        }
        else if (heardUs)
        {
            Interlocked.Increment(ref _holds);
        }
    }

    private SdpAudioCapabilities Capabilities() => policy.Capabilities(localAddress, media.LocalEndPoint.Port);
}

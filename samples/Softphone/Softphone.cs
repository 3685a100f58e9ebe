using System.Net;
using System.Threading.Channels;
using CallSummary.Rtp;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transports;

namespace CallSummary.Softphone;

/// <summary>
/// A small, real telephone on CallSummary.Sip and CallSummary.Rtp: dials, answers whatever rings, plays and hears G.711.
/// The product's demo and tests talk through it; it is also the shortest example of a user agent on the stack.
/// </summary>
public sealed class Softphone : ISipRequestHandler, IAsyncDisposable
{
    private readonly SoftphoneOptions _options;
    private readonly SipStack _stack;
    private readonly MediaEngine _media;
    private readonly Channel<SoftphoneCall> _answered = Channel.CreateUnbounded<SoftphoneCall>();

    public Softphone(SoftphoneOptions? options = null)
    {
        _options = options ?? new SoftphoneOptions();
        _stack = new SipStack(
            new SipStackOptions
            {
                UdpEndPoints = { new IPEndPoint(_options.Address, _options.Port) },
                TlsEndPoints = _options.Tls?.Certificate is null ? [] : [new IPEndPoint(_options.Address, _options.TlsPort)],
                Tls = _options.Tls,
                ContactUser = _options.User,
            },
            this);
        _media = new MediaEngine(new MediaEngineOptions
        {
            BindAddress = _options.Address,
            FirstPort = _options.FirstRtpPort,
            LastPort = _options.FirstRtpPort + 7999,
        });
    }

    /// <summary>Where it can be called, once started.</summary>
    public IPEndPoint EndPoint => _stack.ListenPoints[0].EndPoint;

    /// <summary>Where it can be called over TLS, once started; null without a certificate.</summary>
    public IPEndPoint? TlsEndPoint => _stack.ListenPoints.FirstOrDefault(point => point.Protocol == SipProtocol.Tls)?.EndPoint;

    /// <summary>Status that rings back instead of an answer (for example 486: busy); null answers.</summary>
    public int? Refuses { get; set; }

    /// <summary>How long it rings before it answers.</summary>
    public TimeSpan Rings { get; set; } = TimeSpan.Zero;

    /// <exception cref="SipBindException">The port is in use.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => _stack.StartAsync(cancellationToken);

    /// <summary>Dials; cancelling sends CANCEL.</summary>
    /// <exception cref="SoftphoneCallException">The call was not answered, or with nothing that we speak.</exception>
    public async Task<SoftphoneCall> DialAsync(SipUri target, CancellationToken cancellationToken = default)
    {
        var (leg, heard) = OpenLeg();
        var offer = SdpOfferAnswer.CreateOffer(Capabilities(leg));
        var outcome = await _stack.InviteAsync(
            new OutgoingInvite
            {
                Target = target,
                From = new NameAddress(new SipUri(_options.User, EndPoint.Address.ToString(), EndPoint.Port)),
                Sdp = offer,
                SessionHandler = new HoldAnswerer(),
            },
            null,
            cancellationToken);
        if (outcome.Session is not { RemoteSdp: { } answer } session)
        {
            await leg.DisposeAsync();
            throw new SoftphoneCallException(outcome.StatusCode, $"{target} did not answer: {outcome.Result}, {outcome.StatusCode} {outcome.Response?.ReasonPhrase}");
        }

        if (SdpOfferAnswer.Accept(offer, answer).Audio is not { } audio)
        {
            await session.ByeAsync();
            await leg.DisposeAsync();
            throw new SoftphoneCallException(488, $"{target} answered with audio that we do not speak.");
        }

        return SoftphoneCall.Start(session, leg, audio, heard, target.User ?? "");
    }

    /// <summary>The next call that rang and was answered.</summary>
    public ValueTask<SoftphoneCall> NextCallAsync(CancellationToken cancellationToken = default) => _answered.Reader.ReadAsync(cancellationToken);

    async ValueTask ISipRequestHandler.OnInviteAsync(IncomingInvite invite)
    {
        if (Refuses is { } status)
        {
            await invite.RejectAsync(status);
            return;
        }

        invite.Ring();
        if (Rings > TimeSpan.Zero)
        {
            await Task.Delay(Rings, TimeProvider.System, invite.Cancelled).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (invite.Cancelled.IsCancellationRequested) return;
        }

        var (leg, heard) = OpenLeg();
        if (invite.Offer is null
            || SdpOfferAnswer.Answer(invite.Offer, Capabilities(leg)) is not { Audio: { } audio, Local: { } local }
            || await invite.AnswerAsync(local, new HoldAnswerer()) is not { } session)
        {
            await leg.DisposeAsync();
            await invite.RejectAsync(488);
            return;
        }

        await _answered.Writer.WriteAsync(SoftphoneCall.Start(session, leg, audio, heard, invite.RequestUri.User ?? ""));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        await _media.DisposeAsync();
    }

    private (MediaLeg Leg, HeardAudio Heard) OpenLeg()
    {
        var heard = new HeardAudio(_options.KeptSeconds);
        return _media.OpenLeg(heard, out var leg) == OpenLegResult.Opened
            ? (leg!, heard)
            : throw new InvalidOperationException($"No free RTP port from {_options.FirstRtpPort}: set {nameof(SoftphoneOptions.FirstRtpPort)}.");
    }

    private static SdpAudioCapabilities Capabilities(MediaLeg leg)
        => new() { Address = leg.AdvertisedEndPoint.Address, Port = leg.AdvertisedEndPoint.Port };

    // A re-INVITE (hold, resume, new address) is accepted as it comes; the media path stays.
    private sealed class HoldAnswerer : ISipSessionHandler
    {
        public ValueTask OnReinviteAsync(SipSession session, IncomingReinvite reinvite)
        {
            var local = session.LocalSdp!;
            var media = local.Media[SdpOfferAnswer.FirstAudio(local)];
            var capabilities = new SdpAudioCapabilities { Address = IPAddress.Parse(local.Connection!.Address), Port = media.Port };
            if (reinvite.Offer is { } offer && SdpOfferAnswer.Answer(offer, capabilities, local).Local is { } answer)
            {
                reinvite.Accept(answer);
            }
            else if (reinvite.Offer is null)
            {
                reinvite.Accept(SdpOfferAnswer.CreateOffer(capabilities, local));
            }
            else
            {
                reinvite.Reject();
            }

            return ValueTask.CompletedTask;
        }
    }
}

using CallSummary.Contracts;
using CallSummary.Gateway.Media;
using CallSummary.Gateway.Media.Dtls;
using CallSummary.Rtp;
using CallSummary.Sip.Sdp;

namespace CallSummary.Gateway.Siprec;

/// <summary>One m= line of a recording session: what one party says, or a mixture, for one leg of the call. It only receives.</summary>
internal sealed class RecordedStream(int index, MediaLeg media, PartySink sink, DtlsHandshakes handshakes) : IAsyncDisposable
{
    private readonly AgreedMedia _agreed = new(media, handshakes);

    /// <summary>Position among the m= lines; an offer never moves it (RFC 3264 section 8).</summary>
    public int Index => index;

    public MediaLeg Media => media;

    public PartySink Sink => sink;

    /// <summary>The leg it records; <see cref="Leg.Unknown"/> until the metadata were looked at. One leg, one channel, to the end.</summary>
    public Leg Leg { get; set; }

    /// <summary>The <c>a=label</c> that metadata name it by; null when it has none.</summary>
    public string? Label { get; private set; }

    public string CodecName { get; private set; } = SdpCodec.Pcmu.Name;

    /// <summary>The recorder has paused it: silence is no fault.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Our part in its DTLS association; null when it has none.</summary>
    public SdpSetup? DtlsRole { get; private set; }

    /// <summary>What SDP agreed on is in force from now on.</summary>
    public void Apply(SdpAgreedAudio audio)
    {
        Label = audio.Label ?? Label;
        CodecName = audio.SendCodec.Name;
        DtlsRole = audio.Setup;
        IsPaused = audio.Direction is not (SdpDirection.RecvOnly or SdpDirection.SendRecv);
        _agreed.Apply(audio, send: false, receive: !IsPaused);
    }

    public ValueTask DisposeAsync()
    {
        _agreed.Dispose();
        return media.DisposeAsync();
    }
}

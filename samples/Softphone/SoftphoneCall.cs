using CallSummary.Audio;
using CallSummary.Audio.Recordings;
using CallSummary.Rtp;
using CallSummary.Sip;
using CallSummary.Sip.Sdp;

namespace CallSummary.Softphone;

/// <summary>A call of a softphone. Like a telephone with an open microphone it sends silence whenever it plays nothing else.</summary>
public sealed class SoftphoneCall : IAsyncDisposable
{
    private static readonly short[] Silence = new short[60 * AudioClip.SampleRate];
    private readonly MediaLeg _leg;
    private readonly HeardAudio _heard;
    private readonly CancellationTokenSource _over = new();
    private CancellationTokenSource? _silence;
    private Task _humming = Task.CompletedTask;

    private SoftphoneCall(SipSession session, MediaLeg leg, HeardAudio heard, string dialled)
    {
        Session = session;
        _leg = leg;
        _heard = heard;
        Dialled = dialled;
    }

    /// <summary>The SIP dialog, for hold, INFO and whatever else the stack can do.</summary>
    public SipSession Session { get; }

    /// <summary>The user part that was dialled.</summary>
    public string Dialled { get; }

    /// <summary>Completes when the call is over, with the reason.</summary>
    public Task<SipSessionEnd> Ended => Session.Ended;

    /// <summary>What was heard so far: 8 kHz, 16 bit.</summary>
    public short[] Heard => _heard.Samples;

    /// <summary>Keys that the other side pressed (RFC 4733).</summary>
    public string Digits => _heard.Digits;

    /// <summary>Plays 8 kHz samples in real time; completes after the last packet, or at once when the call ends.</summary>
    public async Task PlayAsync(ReadOnlyMemory<short> samples, CancellationToken cancellationToken = default)
    {
        await HushAsync();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, cancellationToken);
        try
        {
            await _leg.PlayAsync(samples, either.Token);
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // The call ended in mid-word.
        }
        finally
        {
            Hum();
        }
    }

    /// <summary>Ends the call with BYE.</summary>
    public Task HangUpAsync() => Session.ByeAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await HangUpAsync();
        await _over.CancelAsync();
        await HushAsync();
        await _leg.DisposeAsync();
    }

    internal static SoftphoneCall Start(SipSession session, MediaLeg leg, SdpAgreedAudio audio, HeardAudio heard, string dialled)
    {
        var codec = audio.SendCodec.IsSameFormat(SdpCodec.Pcma) ? RecordedCodec.Pcma : RecordedCodec.Pcmu;
        leg.SetRemote(audio.RemoteRtp!, new MediaFormat
        {
            PayloadType = (byte)audio.SendCodec.PayloadType,
            Codec = codec,
            PacketTime = TimeSpan.FromMilliseconds(audio.PacketTime),
            TelephoneEventPayloadType = (byte?)audio.ReceiveTelephoneEvent,
        });
        var call = new SoftphoneCall(session, leg, heard, dialled);
        call.Hum();
        _ = call.StopAtEndAsync();
        return call;
    }

    private async Task StopAtEndAsync()
    {
        await Ended;
        await _over.CancelAsync();
    }

    private void Hum()
    {
        if (!_over.IsCancellationRequested)
        {
            _silence = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
            _humming = HumAsync(_silence.Token);
        }
    }

    private async Task HumAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await _leg.PlayAsync(Silence, cancellationToken);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
        {
            // Something is to be played, or the call is over.
        }
    }

    private async Task HushAsync()
    {
        if (_silence is { } silence)
        {
            await silence.CancelAsync();
            await _humming;
            silence.Dispose();
            _silence = null;
        }
    }
}

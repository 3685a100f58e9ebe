using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using CallSummary.Contracts;
using CallSummary.Gateway.Recording.Manifests;
using CallSummary.Storage.Recordings;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Capture;

/// <summary>Makes an utterance's message from the recording: the same one whether it is sent at once or after a crash.</summary>
internal sealed class UtteranceMessages(IRecordingStore store, IOptions<GatewayOptions> options)
{
    private readonly int _inlineBytes = options.Value.Recording.InlineAudioBytes;

    /// <summary>The message, or null when the recording is gone (erased).</summary>
    /// <exception cref="InvalidDataException">The recording is damaged.</exception>
    public async Task<UtteranceCaptured?> CreateAsync(CallEntry call, UtteranceEntry utterance, CancellationToken cancellationToken)
    {
        byte[]? audio = null, wideband = null;
        if (Samples(utterance.Duration) <= _inlineBytes)
        {
            try
            {
                var frames = await store.ReadAsync(call.CallId, utterance.Leg, utterance.Start, utterance.End, cancellationToken);
                if (RecordedClip.IsWideband(frames))
                {
                    wideband = EncodeWideband(frames, utterance);
                }
                else
                {
                    audio = Encode(frames, utterance);
                }
            }
            catch (FileNotFoundException)
            {
                return null;
            }
        }

        return new UtteranceCaptured
        {
            CallId = call.CallId,
            TenantId = call.TenantId,
            Leg = utterance.Leg,
            Sequence = utterance.Sequence,
            Offset = utterance.Offset,
            Duration = utterance.Duration,
            Language = call.Language,
            Subscriber = call.Subscriber,
            Audio = audio,
            WidebandAudio = wideband,
            RecordingStart = utterance.Start,
            RecordingEnd = utterance.End,
        };
    }

    /// <summary>The message for an utterance that goes on, from what its own would be now.</summary>
    public static UtteranceContinued Partial(UtteranceCaptured soFar) => new()
    {
        CallId = soFar.CallId,
        TenantId = soFar.TenantId,
        Leg = soFar.Leg,
        Sequence = soFar.Sequence,
        Offset = soFar.Offset,
        Duration = soFar.Duration,
        Language = soFar.Language,
        Subscriber = soFar.Subscriber,
        Audio = soFar.Audio,
        WidebandAudio = soFar.WidebandAudio,
        RecordingStart = soFar.RecordingStart,
        RecordingEnd = soFar.RecordingEnd,
    };

    private static byte[] Encode(byte[] frames, UtteranceEntry utterance)
    {
        var samples = Decode(frames, utterance, G711.SampleRate);
        var octets = new byte[samples.Length];
        G711.EncodeMuLaw(samples, octets);
        return octets;
    }

    private static byte[] EncodeWideband(byte[] frames, UtteranceEntry utterance)
    {
        var samples = Decode(frames, utterance, G722Decoder.Rate);
        var octets = new byte[samples.Length / 2];
        using var encoder = new G722Encoder();
        encoder.Encode(samples, octets);
        return octets;
    }

    private static short[] Decode(byte[] frames, UtteranceEntry utterance, int rate)
    {
        var start = Samples(utterance.Offset);
        return RecordedClip.DecodeRange(frames, rate).Slice(start, start + Samples(utterance.Duration)).Samples;
    }

    private static long Samples(TimeSpan time) => time.Ticks * RecordedFrameFormat.PositionRate / TimeSpan.TicksPerSecond;
}

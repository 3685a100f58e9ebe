using CallSummary.Audio;
using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using CallSummary.Audio.Timeline;
using CallSummary.Contracts;
using CallSummary.Gateway.Capture;
using CallSummary.Gateway.Recording;
using CallSummary.Gateway.Recording.Manifests;
using CallSummary.TestKit.Audio;
using CallSummary.Transcription;
using CallSummary.Transcription.Languages;
using CallSummary.Transcription.Partials;
using CallSummary.Transcription.Utterances;
using CallSummary.Transcription.Voice;
using CallSummary.UnitTests.Transcription.Utterances;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Gateway.Capture;

/// <summary>What a wideband telephone sends, from its packets to the recogniser: a tone of 6 kHz, which no narrowband sound can carry, tells.</summary>
public sealed class WidebandUtteranceTests
{
    private const int Rate = 16_000;
    private const int Packet = 320;
    private const double Upper = 6000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Drain_WidebandSpeakerTalksOn_PartialLinesAreHeardInWideband()
    {
        await using var rig = await new RecordingRig(null, ("Recording:PartialInterval", "00:00:01")).WithPublishedAsync();
        using var recorder = rig.Recorder(RecordingRig.Call());
        Speak(rig, recorder, Voice(seconds: 4));

        foreach (var beginning in await rig.PublishedAsync<UtteranceContinued>(3))
        {
            Assert.Null(beginning.Audio);
            Assert.Equal(beginning.Duration.TotalSeconds * 8000, beginning.WidebandAudio!.Length, 1.0);
            AssertUpperBand(await HeardAsync(beginning));
        }
    }

    [Theory]
    [InlineData(2.0, true)]
    [InlineData(2.02, false)]
    public async Task Create_WidebandAtTheInlineLimitAndAbove_TravelsInsideOrAsAClaim(double seconds, bool isInline)
    {
        await using var rig = new RecordingRig(null, ("Recording:InlineAudioBytes", "16000"));
        var call = RecordingRig.Call();
        var whole = Record(rig, call.CallId, Voice(seconds: 3));

        var message = (await rig.Get<UtteranceMessages>().CreateAsync(call, whole with { Duration = TimeSpan.FromSeconds(seconds) }, Cancellation))!;

        Assert.Null(message.Audio);
        Assert.Equal(isInline ? 16_000 : null, message.WidebandAudio?.Length);
        var heard = await new UtteranceSound(rig.Store).ReadAsync(message, Cancellation);
        Assert.Equal((int)(seconds * Rate), heard.Length);
        AssertUpperBand(heard);
    }

    private static void AssertUpperBand(ReadOnlySpan<float> heard)
    {
        var samples = new short[heard.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (short)(heard[i] * short.MaxValue);
        }

        Assert.InRange(ToneDetector.Level(samples, Upper, Rate), -27, -23);
    }

    private static async Task<float[]> HeardAsync(UtteranceContinued beginning)
    {
        var options = Options.Create(new TranscriptionOptions());
        var transcriber = new FakeTranscriber(Recognition.Nothing);
        using var running = new RunningUtterances();
        await new PartialTranscription(transcriber, new UtteranceSound(), new LevelVoiceDetector(options), new LegLanguages(), running, options).HearAsync(beginning, Cancellation);
        return transcriber.Heard.ToArray();
    }

    // A telephone's voice, and a tone above it.
    private static short[] Voice(int seconds) => Tone.Mix(
        Resampler.Convert(RecordingRig.Monologue(seconds), 8000, Rate), Tone.Sine(Upper, TimeSpan.FromSeconds(seconds), level: -25, sampleRate: Rate));

    private static void Speak(RecordingRig rig, CallRecorder recorder, short[] samples)
    {
        using var encoder = new G722Encoder();
        var octets = new byte[Packet / 2];
        for (var i = 0; i < samples.Length / Packet; i++)
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(20));
            encoder.Encode(samples.AsSpan(i * Packet, Packet), octets);
            recorder.Add(Leg.Caller, new TimelinePacket(1, (ushort)i, (uint)(i * octets.Length), RecordedCodec.G722, recorder.Elapsed), octets);
            if (i % 5 == 0)
            {
                recorder.Drain();
            }
        }
    }

    private static UtteranceEntry Record(RecordingRig rig, Guid callId, short[] samples)
    {
        using var stream = rig.Store.OpenAppend(callId, Leg.Caller);
        var writer = RecordedFrameWriter.Create(stream);
        using var encoder = new G722Encoder();
        var octets = new byte[Packet / 2];
        for (var i = 0; i < samples.Length / Packet; i++)
        {
            encoder.Encode(samples.AsSpan(i * Packet, Packet), octets);
            writer.Append(RecordedCodec.G722, i * octets.Length, octets);
        }

        return new UtteranceEntry
        {
            At = RecordingRig.Start,
            Leg = Leg.Caller,
            Sequence = 0,
            Offset = TimeSpan.Zero,
            Duration = TimeSpan.FromSeconds(samples.Length / (double)Rate),
            Start = RecordedFrameFormat.FileHeaderLength,
            End = writer.Offset,
        };
    }
}

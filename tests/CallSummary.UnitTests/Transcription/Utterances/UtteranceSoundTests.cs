using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using CallSummary.Contracts;
using CallSummary.TestKit.Audio;
using CallSummary.Transcription.Utterances;

namespace CallSummary.UnitTests.Transcription.Utterances;

public sealed class UtteranceSoundTests
{
    private const int Frame = 160;

    [Fact]
    public async Task ReadAsync_InlineAudio_DoublesTheRateAndKeepsTheTone()
    {
        var sound = await new UtteranceSound().ReadAsync(Captured.Utterance(Sounds.Tones(2, 0.5f, 1000)), TestContext.Current.CancellationToken);
        Assert.Equal(2 * Sounds.Rate, sound.Length);
        Assert.InRange(Amplitude(sound, 1000), 0.47, 0.53);
    }

    [Fact]
    public async Task ReadAsync_InlineWidebandAudio_KeepsWhatATelephoneDoesNotCarry()
    {
        var sound = Tone.Sine(6000, TimeSpan.FromSeconds(2), sampleRate: 16_000);
        var octets = new byte[16_000];
        using var encoder = new G722Encoder();
        encoder.Encode(sound, octets);

        var heard = await new UtteranceSound().ReadAsync(Captured.Utterance() with { Audio = null, WidebandAudio = octets }, TestContext.Current.CancellationToken);

        Assert.Equal(2 * 16_000, heard.Length);
        Assert.InRange(ToneDetector.Level([.. heard.Select(s => (short)(s * 32767))], 6000, 16_000), -16, -11);
    }

    [Fact]
    public async Task ReadAsync_InlineWidebandAudioOfMinutes_IsUnreadable() =>
        await Assert.ThrowsAsync<UnreadableSoundException>(() => new UtteranceSound().ReadAsync(
            Captured.Utterance() with { Audio = null, WidebandAudio = new byte[600_000] }, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData(RecordedCodec.Pcmu)]
    [InlineData(RecordedCodec.Pcma)]
    public async Task ReadAsync_ClaimOnTheRecording_GivesExactlyTheUtterance(RecordedCodec codec)
    {
        // The frames begin before the utterance and end after it; a lost packet within becomes silence.
        var (frames, start, end) = Record(codec, TimeSpan.FromSeconds(11.9), seconds: 2.4, lost: 50);
        var store = new FakeRecordings((s, e) => s == start && e == end ? frames : throw new InvalidOperationException("wrong range"));
        var utterance = Captured.Utterance() with { RecordingStart = start, RecordingEnd = end };
        var sound = await new UtteranceSound(store).ReadAsync(utterance, TestContext.Current.CancellationToken);
        Assert.Equal(2 * Sounds.Rate, sound.Length);
        Assert.InRange(Amplitude(sound.AsSpan(0, Sounds.Rate / 2), 1000), 0.47, 0.53);

        // Packet 50 stands at 11.9 s + 1 s = 0.9 s into the utterance.
        Assert.True(Amplitude(sound.AsSpan((int)(0.903 * Sounds.Rate), (int)(0.014 * Sounds.Rate)), 1000) < 0.02);
    }

    [Fact]
    public async Task ReadAsync_RecordingThatIsGone_IsUnreadable() =>
        await IsUnreadableAsync(new FakeRecordings((_, _) => throw new FileNotFoundException()), Captured.Utterance());

    [Fact]
    public async Task ReadAsync_DamagedFrames_AreUnreadable()
    {
        var (frames, _, _) = Record(RecordedCodec.Pcmu, TimeSpan.FromSeconds(12), 2, -1);
        frames[200] ^= 0x40;
        await IsUnreadableAsync(new FakeRecordings((_, _) => frames), Captured.Utterance());
    }

    [Theory]
    [InlineData(200, 100)]
    [InlineData(0, 0)]
    [InlineData(0, (1 << 20) + 1)]
    public async Task ReadAsync_RangeThatCannotBe_IsUnreadableWithoutReading(long start, long end) =>
        await IsUnreadableAsync(
            new FakeRecordings((_, _) => throw new InvalidOperationException("was read")),
            Captured.Utterance() with { RecordingStart = start, RecordingEnd = end });

    [Fact]
    public async Task ReadAsync_StoreThatFails_IsTriedAgainLater() =>
        await Assert.ThrowsAsync<IOException>(() => new UtteranceSound(new FakeRecordings((_, _) => throw new IOException("stale handle")))
            .ReadAsync(Captured.Utterance(), TestContext.Current.CancellationToken));

    private static Task<UnreadableSoundException> IsUnreadableAsync(FakeRecordings store, UtteranceCaptured utterance) =>
        Assert.ThrowsAsync<UnreadableSoundException>(() => new UtteranceSound(store).ReadAsync(utterance, TestContext.Current.CancellationToken));

    private static (byte[] Frames, long Start, long End) Record(RecordedCodec codec, TimeSpan from, double seconds, int lost)
    {
        var octets = Captured.MuLaw(Sounds.Tones(seconds, 0.5f, 1000));
        if (codec == RecordedCodec.Pcma)
        {
            G711.TranscodeMuLawToALaw(octets, octets);
        }

        using var file = new MemoryStream();
        var writer = RecordedFrameWriter.Create(file);
        var position = (long)(from.TotalSeconds * 8000);
        for (var i = 0; i < octets.Length / Frame; i++)
        {
            if (i != lost)
            {
                writer.Append(codec, position + (i * Frame), octets.AsSpan(i * Frame, Frame));
            }
        }

        return (file.ToArray()[RecordedFrameFormat.FileHeaderLength..], RecordedFrameFormat.FileHeaderLength, writer.Offset);
    }

    private static double Amplitude(ReadOnlySpan<float> sound, double frequency)
    {
        double real = 0, imaginary = 0;
        for (var i = 0; i < sound.Length; i++)
        {
            real += sound[i] * Math.Cos(2 * Math.PI * frequency * i / Sounds.Rate);
            imaginary += sound[i] * Math.Sin(2 * Math.PI * frequency * i / Sounds.Rate);
        }

        return 2 * Math.Sqrt((real * real) + (imaginary * imaginary)) / sound.Length;
    }

    private sealed class FakeRecordings(Func<long, long, byte[]> read) : IRecordedAudio
    {
        public ValueTask<byte[]> ReadAsync(Guid callId, Leg leg, long start, long end, CancellationToken cancellationToken) => new(read(start, end));

        public Stream? OpenRead(Guid callId, Leg leg) => null;
    }
}

using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using CallSummary.TestKit.Audio;

namespace CallSummary.UnitTests.Audio;

public sealed class RecordingWavStreamTests
{
    [Fact]
    public async Task Write_TwoLegs_PutsCallerLeftAndCalleeRightAtTheirTimes()
    {
        var caller = Record(Tone.Sine(440, TimeSpan.FromSeconds(2)), 0);
        var callee = Record(Tone.Sine(1000, TimeSpan.FromSeconds(1)), 3 * 8000);
        var wav = new MemoryStream();

        await StereoMixdown.WriteAsync(caller, callee, TimeSpan.FromSeconds(5), wav, TestContext.Current.CancellationToken);

        wav.Position = 0;
        var file = WavFile.Load(wav);
        Assert.Equal(TimeSpan.FromSeconds(5), file.Duration);
        var left = ToneDetector.Find(file.Channels[0], 440)!.Value;
        var right = ToneDetector.Find(file.Channels[1], 1000)!.Value;
        Assert.Equal((0.0, 2.0), (left.Onset.TotalSeconds, left.Offset.TotalSeconds));
        Assert.Equal((3.0, 4.0), (right.Onset.TotalSeconds, right.Offset.TotalSeconds));
        Assert.Null(ToneDetector.Find(file.Channels[0], 1000));
        Assert.Null(ToneDetector.Find(file.Channels[1], 440));
    }

    [Fact]
    public void Read_AnyRange_GivesTheBytesOfTheWholeFile()
    {
        var caller = Record(Tone.Noise(TimeSpan.FromSeconds(30), -20, 1), 777);
        var callee = Record(Tone.Noise(TimeSpan.FromSeconds(20), -20, 2), 40_001);
        using var stream = new RecordingWavStream(caller, callee, TimeSpan.FromSeconds(31));
        var whole = new byte[stream.Length];
        stream.ReadExactly(whole);
        var random = new Random(5);

        Assert.Equal(44 + (31 * 8000 * 4), whole.Length);
        for (var i = 0; i < 200; i++)
        {
            var start = random.Next(whole.Length);
            var part = new byte[random.Next(1, Math.Min(30_000, whole.Length - start) + 1)];
            stream.Seek(start, SeekOrigin.Begin);
            stream.ReadExactly(part);
            Assert.True(part.AsSpan().SequenceEqual(whole.AsSpan(start, part.Length)));
        }
    }

    [Fact]
    public void Read_TornFileAndMissingLeg_IsSilentThere()
    {
        var bytes = Record(Tone.Sine(440, TimeSpan.FromSeconds(1)), 0).ToArray()[..^50];
        using var stream = new RecordingWavStream(null, new MemoryStream(bytes), TimeSpan.FromSeconds(2));

        var file = WavFile.Load(stream);

        Assert.All(file.Channels[0], s => Assert.Equal(0, s));
        Assert.Equal(0.98, ToneDetector.Find(file.Channels[1], 440)!.Value.Offset.TotalSeconds, 0.001);
    }

    [Fact]
    public void Read_PastTheEnd_IsZeroBytes()
    {
        using var stream = new RecordingWavStream(null, null);

        Assert.Equal(44, stream.Length);
        stream.Position = 1000;
        Assert.Equal(0, stream.Read(new byte[10]));
    }

    private static MemoryStream Record(short[] samples, long position)
    {
        var file = new MemoryStream();
        var writer = RecordedFrameWriter.Create(file);
        var payload = new byte[160];
        for (var i = 0; i + 160 <= samples.Length; i += 160)
        {
            G711.EncodeMuLaw(samples.AsSpan(i, 160), payload);
            writer.Append(RecordedCodec.Pcmu, position + i, payload);
        }

        return file;
    }
}

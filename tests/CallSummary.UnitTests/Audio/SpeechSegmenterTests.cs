using System.ComponentModel.DataAnnotations;
using CallSummary.Audio.Codecs;
using CallSummary.Audio.Speech;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;

namespace CallSummary.UnitTests.Audio;

public sealed class SpeechSegmenterTests
{
    public static TheoryData<string, string> SampleLegs()
    {
        var data = new TheoryData<string, string>();
        foreach (var call in SampleCall.All)
        {
            data.Add(call.Name, "caller");
            data.Add(call.Name, "callee");
        }

        return data;
    }

    [Fact]
    public void SampleCalls_Together_Have49Lines() => Assert.Equal(49, SampleCall.All.Sum(c => c.Lines.Count));

    [Theory]
    [MemberData(nameof(SampleLegs))]
    public void Add_SampleLeg_EveryLineIsOneUtteranceWithQuietAround(string name, string leg)
    {
        var call = SampleCall.All.Single(c => c.Name == name);
        var samples = ThroughG711(call.Leg(leg));
        var lines = call.Lines.Where(l => l.Leg == leg).ToArray();

        var segments = Segment(samples);

        Assert.Equal(lines.Length, segments.Count);
        foreach (var (line, segment) in lines.Zip(segments))
        {
            var (start, end) = LoudPart(samples, line);
            Assert.InRange((start - segment.Start) / 8000.0, 0.15, 0.35);
            Assert.InRange((segment.End - end) / 8000.0, 0.15, 0.35);
        }
    }

    [Fact]
    public void Add_DemonstrationUtterances_StayWhole()
    {
        var folder = Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "utterances");
        var files = Directory.GetFiles(folder, "*.wav");
        Assert.Equal(24, files.Length);
        foreach (var file in files)
        {
            var samples = WavFile.Load(file).Channels[0];

            var segment = Assert.Single(Segment(samples));

            Assert.InRange(segment.Start, 0, 400);
            Assert.InRange(segment.End, samples.Length - 3200, samples.Length);
        }
    }

    [Fact]
    public void Add_Utterance_IsHandedOutWhenThePauseIsLongEnough()
    {
        var segments = new List<SpeechSegment>();
        var segmenter = new SpeechSegmenter(segments.Add);
        var speech = Speech();

        segmenter.Add(8000, speech);
        segmenter.AdvanceTo(segmenter.Position + 3200);
        Assert.Empty(segments);
        segmenter.AdvanceTo(segmenter.Position + 1600);

        Assert.Equal(SpeechSegmentEnd.Pause, Assert.Single(segments).EndedBy);
    }

    [Fact]
    public void Complete_InMidWord_EndsAtTheLastSample()
    {
        var segments = new List<SpeechSegment>();
        var segmenter = new SpeechSegmenter(segments.Add);
        segmenter.Add(8000, Speech().AsSpan(0, 12_345));

        segmenter.Complete();

        Assert.Equal((8000 + 12_345, SpeechSegmentEnd.EndOfCall), (Assert.Single(segments).End, segments[0].EndedBy));
    }

    [Fact]
    public void Add_LongGap_CostsNothingAndSplits()
    {
        var segments = new List<SpeechSegment>();
        var segmenter = new SpeechSegmenter(segments.Add);
        var later = 20L * 3600 * 8000;

        segmenter.Add(8000, Speech());
        segmenter.Add(later, Speech());
        segmenter.Complete();

        Assert.Equal(2, segments.Count);
        Assert.InRange(segments[1].Start, later - 2400, later + 800);
    }

    [Fact]
    public void Add_TalkWithoutPause_IsCutAtMost28SecondsLongAndNothingIsLost()
    {
        var talk = Enumerable.Repeat(Speech(), 30).SelectMany(s => s).ToArray();

        var segments = Segment(talk);

        Assert.True(segments.Count >= talk.Length / (28 * 8000));
        Assert.All(segments, s => Assert.InRange(s.End - s.Start, 1, 28 * 8000));
        Assert.Contains(segments, s => s.EndedBy == SpeechSegmentEnd.MaxLength);
        foreach (var (first, second) in segments.Zip(segments.Skip(1)))
        {
            Assert.InRange(second.Start - first.End, 0, 4000);
        }
    }

    [Fact]
    public void Add_DigitalSilence_GivesNothing() => Assert.Empty(Segment(new short[60 * 8000]));

    [Theory]
    [InlineData(-60)]
    [InlineData(-45)]
    [InlineData(-25)]
    public void Add_SteadyNoise_GivesNothing(double level) =>
        Assert.Empty(Segment(ThroughG711(Tone.Noise(TimeSpan.FromSeconds(40), level))));

    [Fact]
    public void Add_RingBack_GivesNothing()
    {
        var tone = Tone.Mix(
            Tone.Sine(440, TimeSpan.FromSeconds(2), -19), Tone.Sine(480, TimeSpan.FromSeconds(2), -19));
        short[] cycle = [.. tone, .. new short[4 * 8000]];

        Assert.Empty(Segment(ThroughG711([.. cycle, .. cycle, .. cycle])));
    }

    [Fact]
    public void Add_DialledDigits_GiveNothing()
    {
        var digits = new List<short>();
        foreach (var (low, high) in new[] { (697, 1209), (770, 1336), (852, 1477), (941, 1336), (697, 1477) })
        {
            digits.AddRange(Tone.Mix(
                Tone.Sine(low, TimeSpan.FromMilliseconds(100), -16), Tone.Sine(high, TimeSpan.FromMilliseconds(100), -14)));
            digits.AddRange(new short[800]);
        }

        Assert.Empty(Segment(ThroughG711([.. digits, .. new short[8000]])));
    }

    [Fact]
    public void Add_Click_GivesNothing() =>
        Assert.Empty(Segment([.. new short[8000], .. Tone.Noise(TimeSpan.FromMilliseconds(40), -10), .. new short[8000]]));

    [Fact]
    public void Add_SpeechOverNoise_IsStillFound()
    {
        var speech = Speech();
        var noise = Tone.Noise(TimeSpan.FromSeconds(20), -45);
        short[] padded = [.. new short[12 * 8000], .. speech, .. new short[(8 * 8000) - speech.Length]];

        var segment = Assert.Single(Segment(Tone.Mix(noise, padded)));

        Assert.InRange(segment.Start, (11 * 8000) + 4000, 12 * 8000);
        Assert.InRange(segment.End, (12 * 8000) + speech.Length - 4000, (13 * 8000) + speech.Length);
    }

    [Fact]
    public void Constructor_OptionOutOfRange_NamesIt()
    {
        var error = Assert.Throws<ValidationException>(() => new SpeechSegmenter(_ => { }, new SpeechSegmenterOptions { MaxUtterance = TimeSpan.FromSeconds(40) }));
        Assert.Contains(nameof(SpeechSegmenterOptions.MaxUtterance), error.Message, StringComparison.Ordinal);
        Assert.Throws<ValidationException>(() => new SpeechSegmenter(_ => { }, new SpeechSegmenterOptions { PostRoll = TimeSpan.FromSeconds(0.9) }));
    }

    private static List<SpeechSegment> Segment(short[] samples)
    {
        var segments = new List<SpeechSegment>();
        var segmenter = new SpeechSegmenter(segments.Add);
        for (var i = 0; i < samples.Length; i += 160)
        {
            segmenter.Add(i, samples.AsSpan(i, Math.Min(160, samples.Length - i)));
        }

        segmenter.Complete();
        return segments;
    }

    private static short[] Speech()
    {
        var call = SampleCall.All[0];
        var line = call.Lines[0];
        return call.Leg(line.Leg)[(int)(line.Start.TotalSeconds * 8000)..(int)(line.End.TotalSeconds * 8000)];
    }

    private static (long Start, long End) LoudPart(short[] samples, SampleLine line)
    {
        long first = -1, last = 0;
        for (var i = (int)(line.Start.TotalSeconds * 8000); i + 80 <= (int)(line.End.TotalSeconds * 8000); i += 80)
        {
            if (ToneDetector.TotalLevel(samples.AsSpan(i, 80)) > -45)
            {
                first = first < 0 ? i : first;
                last = i + 80;
            }
        }

        return (first, last);
    }

    private static short[] ThroughG711(short[] samples) => [.. samples.Select(s => G711.DecodeMuLaw(G711.EncodeMuLaw(s)))];
}

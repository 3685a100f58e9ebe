using CallSummary.TestKit.Audio;
using CallSummary.Transcription.Evaluation;

namespace CallSummary.Benchmarks.Speech;

/// <summary>
/// P6: processor time of the transcription of whole two-channel calls, over that of whisper.cpp on both channel files in the same run.
/// Ours detects the language; whisper.cpp is told it.
/// </summary>
internal static class WholeCall
{
    public static Benchmark Benchmark { get; } = new(
        "P6", "speech", "Whisper CPU of a whole two-channel call / whisper.cpp on both channel files, error rate no worse (demonstration model)", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        var calls = quick ? [SampleCall.All[0], SampleCall.All[3]] : SampleCall.All;
        using var service = new SpeechService();
        using var bare = new BareWhisper();
        await OursAsync(service, calls[0]);
        await TheirsAsync(bare, calls[0]);

        var ratios = new List<double>();
        var (ours, theirs) = (0, 0);
        for (var round = 0; round < (quick ? 2 : 5); round++)
        {
            foreach (var (call, i) in calls.Select((c, i) => (c, i)))
            {
                // A B, then B A: what the machine does meanwhile hits both alike.
                var first = (round + i) % 2 == 0;
                var early = first ? await CpuTime.OfAsync(() => OursAsync(service, call)) : default;
                var peer = await CpuTime.OfAsync(() => TheirsAsync(bare, call));
                var own = first ? early : await CpuTime.OfAsync(() => OursAsync(service, call));
                ratios.Add(own.Seconds / peer.Seconds);
                ours += own.Result;
                theirs += peer.Result;
            }
        }

        if (ours > theirs)
        {
            throw new WorkGateException($"The service makes {ours} character errors where whisper.cpp makes {theirs}.");
        }

        var characters = calls.Sum(c => c.Lines.Sum(l => TextUnits.Characters(l.Text).Count)) * (quick ? 2 : 5);
        var figures = new List<Figure>
        {
            new("P6", CpuTime.Median(ratios), "ratio", "<=0.35"),
            new("P6.cer", (double)ours / characters, "ratio", null),
            new("P6.cer.whisper.cpp", (double)theirs / characters, "ratio", null),
        };
        figures.AddRange(await NpmWhisper.CompareAsync(calls.Take(quick ? 1 : 2), call => OursAsync(service, call)));
        return figures;
    }

    private static async Task<int> OursAsync(SpeechService service, SampleCall call)
    {
        var errors = 0;
        foreach (var leg in Legs)
        {
            var (lines, _) = await service.Line.TranscribeAsync(call.Leg(leg), null, CancellationToken.None);
            errors += Errors(call, leg, string.Join(' ', lines.Select(l => l.Text)));
        }

        return errors;
    }

    private static async Task<int> TheirsAsync(BareWhisper bare, SampleCall call)
    {
        var errors = 0;
        foreach (var leg in Legs)
        {
            errors += Errors(call, leg, await bare.TranscribeAsync(BareWhisper.Sound(call.Leg(leg)), call.Language));
        }

        return errors;
    }

    internal static readonly string[] Legs = ["caller", "callee"];

    internal static int Errors(SampleCall call, string leg, string heard) => EditDistance.Between(
        TextUnits.Characters(string.Join(' ', call.Lines.Where(l => l.Leg == leg).Select(l => l.Text))), TextUnits.Characters(heard));
}

using CallSummary.Contracts;
using CallSummary.TestKit.Audio;
using CallSummary.Transcription.Evaluation;

namespace CallSummary.Benchmarks.Speech;

/// <summary>
/// P6: processor time of the transcription of whole two-channel calls, over that of whisper.cpp on both channel files in the same run.
/// Ours detects the language; whisper.cpp is told it. Three peers: the build that we use with the defaults of its command line (P6), the same
/// without beams and fallback (P6.greedy), and the npm package (P6.npm).
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
        await TheirsAsync(bare, calls[0], cheapest: true);

        var (byDefault, cheapest) = (new List<double>(), new List<double>());
        var (ours, theirs, ownSeconds, theirSeconds, minutes) = (0, 0, 0.0, 0.0, 0.0);
        for (var round = 0; round < (quick ? 1 : 3); round++)
        {
            foreach (var call in calls)
            {
                // Peer, ours, peer, ours: what the machine does meanwhile hits both alike.
                var command = await CpuTime.OfAsync(() => TheirsAsync(bare, call, cheapest: false));
                var own = await CpuTime.OfAsync(() => OursAsync(service, call));
                var greedy = await CpuTime.OfAsync(() => TheirsAsync(bare, call, cheapest: true));
                var again = await CpuTime.OfAsync(() => OursAsync(service, call));
                byDefault.Add(own.Seconds / command.Seconds);
                cheapest.Add(again.Seconds / greedy.Seconds);
                (ownSeconds, theirSeconds, minutes) = (ownSeconds + own.Seconds, theirSeconds + command.Seconds, minutes + (call.Leg("caller").Length / 8000.0 / 60));
                ours += own.Result + again.Result;
                theirs += command.Result + greedy.Result;
            }
        }

        if (ours > theirs)
        {
            throw new WorkGateException($"The service makes {ours} character errors where whisper.cpp makes {theirs}.");
        }

        var characters = 2.0 * byDefault.Count / calls.Count * calls.Sum(c => c.Lines.Sum(l => TextUnits.Characters(l.Text).Count));
        var figures = new List<Figure>
        {
            new("P6", CpuTime.Median(byDefault), "ratio", "<=0.35"),
            new("P6.greedy", CpuTime.Median(cheapest), "ratio", null),
            new("P6.cpu", ownSeconds / minutes, "s/call-minute", null),
            new("P6.cpu.whisper.cpp", theirSeconds / minutes, "s/call-minute", null),
            new("P6.cer", ours / characters, "ratio", null),
            new("P6.cer.whisper.cpp", theirs / characters, "ratio", null),
        };
        figures.AddRange(await NpmWhisper.CompareAsync(calls.Take(quick ? 1 : 3), call => OursAsync(service, call)));
        return figures;
    }

    private static async Task<int> OursAsync(SpeechService service, SampleCall call)
    {
        var (errors, id) = (0, Guid.CreateVersion7());
        foreach (var leg in Legs)
        {
            var (lines, _) = await service.Line.TranscribeAsync(id, Enum.Parse<Leg>(leg, ignoreCase: true), call.Leg(leg), 8000, null, CancellationToken.None);
            errors += Errors(call, leg, string.Join(' ', lines.Select(l => l.Text)));
        }

        return errors;
    }

    private static async Task<int> TheirsAsync(BareWhisper bare, SampleCall call, bool cheapest)
    {
        var errors = 0;
        foreach (var leg in Legs)
        {
            errors += Errors(call, leg, await bare.TranscribeAsync(BareWhisper.Sound(call.Leg(leg)), call.Language, cheapest: cheapest));
        }

        return errors;
    }

    internal static readonly string[] Legs = ["caller", "callee"];

    internal static int Errors(SampleCall call, string leg, string heard) => EditDistance.Between(
        TextUnits.Characters(string.Join(' ', call.Lines.Where(l => l.Leg == leg).Select(l => l.Text))), TextUnits.Characters(heard));
}

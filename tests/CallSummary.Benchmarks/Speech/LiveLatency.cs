namespace CallSummary.Benchmarks.Speech;

/// <summary>
/// L1: from the end of speech to its line on the event stream, at more and more calls at once: recorder, bus, voice detector, Whisper, portal, HTTP. The half second of
/// pause that ends an utterance is in it.
/// </summary>
internal static class LiveLatency
{
    // Long enough that speakers who never pause give whole utterances, which are 28 s long.
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan QuickTalk = TimeSpan.FromSeconds(25);

    public static Benchmark Benchmark { get; } = new(
        "L1", "speech", "Seconds from the end of speech to its line on the event stream, p50 and p95, at 1, 4, 16 … calls (demonstration model)", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        await using var load = await LiveLoad.StartAsync();
        var figures = new List<Figure>();
        foreach (var count in quick ? [1, 16] : new[] { 1, 4, 16, 32, 64 })
        {
            var run = await load.RunAsync(count, quick ? QuickTalk : Talk);
            figures.AddRange(
            [
                new Figure($"L1.{count}.p50", run.Percentile(0.5), "s", null),
                new Figure($"L1.{count}.p95", run.Percentile(0.95), "s", null),
                new Figure($"L1.{count}.partials", run.Partials, "events", null),
                new Figure($"L1.{count}.beginnings", run.Beginnings, "utterances", null),
                new Figure($"L1.{count}.heard", Math.Round(run.Heard, 2), "ratio", null),
                new Figure($"L1.{count}.left", run.Left, "utterances", null),
                new Figure($"L1.{count}.cpu", Math.Round(run.Processors, 2), "processors", null),
            ]);
        }

        return figures;
    }
}

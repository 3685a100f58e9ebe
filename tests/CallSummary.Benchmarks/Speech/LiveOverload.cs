namespace CallSummary.Benchmarks.Speech;

/// <summary>
/// L2: the same as L1 at 100 and 200 calls, more than one worker hears. Partial lines give way first, then lines come late; recordings lose nothing, every utterance comes,
/// and the host says that it is behind once that is 30 s.
/// </summary>
internal static class LiveOverload
{
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan QuickTalk = TimeSpan.FromSeconds(15);

    public static Benchmark Benchmark { get; } = new(
        "L2", "speech", "Above capacity: delay of lines at 100 and 200 calls at once, lines not yet written at hang-up and the time until they are (demonstration model)", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        await using var load = await LiveLoad.StartAsync();
        var figures = new List<Figure>();
        foreach (var count in quick ? [100] : new[] { 100, 200 })
        {
            var run = await load.RunAsync(count, quick ? QuickTalk : Talk);
            figures.AddRange(
            [
                new Figure($"L2.{count}.p50", run.Percentile(0.5), "s", null),
                new Figure($"L2.{count}.p95", run.Percentile(0.95), "s", null),
                new Figure($"L2.{count}.heard", Math.Round(run.Heard, 2), "ratio", null),
                new Figure($"L2.{count}.utterances", run.Spoken, "utterances", null),
                new Figure($"L2.{count}.left", run.Left, "utterances", null),
                new Figure($"L2.{count}.emptied", Math.Round(run.Emptied, 1), "s", null),
                new Figure($"L2.{count}.behind", run.IsBehind ? 1 : 0, "health", null),
                new Figure($"L2.{count}.cpu", Math.Round(run.Processors, 2), "processors", null),
            ]);
        }

        return figures;
    }
}

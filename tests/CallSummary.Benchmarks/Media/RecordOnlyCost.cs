namespace CallSummary.Benchmarks.Media;

/// <summary>P2: calls that one core records bit by bit when their media is only received (SIPREC). What one core could carry is reckoned from the CPU that the offered calls took.</summary>
internal static class RecordOnlyCost
{
    public static Benchmark Benchmark { get; } = new("P2", "media", "SIPREC calls recorded per core, bit-exact", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        var calls = 1000;
        var time = TimeSpan.FromSeconds(quick ? 6 : 12);
        await using var own = new OwnEngine("ours", "shared");
        var run = await LoadRun.MeasureAsync(own, calls, time, relayed: false);
        await using var live = new OwnEngine("ours, utterances", "shared", "live");
        var withUtterances = await LoadRun.MeasureAsync(live, calls, time, relayed: false);
        var figures = new List<Figure>
        {
            new("P2", Math.Round(60 / run.CpuPerCallMinute), "calls/core", ">=3000"),
            new("P2.live", Math.Round(60 / withUtterances.CpuPerCallMinute), "calls/core", null),
            new("P2.player", Math.Max(run.PlayerBusy, withUtterances.PlayerBusy), "share", "<=0.7"),
        };
        if (FloorProgram.IsAvailable)
        {
            await using var floor = new FloorProgram(relay: false);
            var least = await LoadRun.MeasureAsync(floor, calls, time, relayed: false);
            figures.Add(new Figure("P2.floor", run.CpuPerCallMinute / least.CpuPerCallMinute, "ratio", null));
        }

        return figures;
    }
}

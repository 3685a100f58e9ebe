namespace CallSummary.Benchmarks.Media;

/// <summary>
/// P1: CPU of relaying and recording, ours against rtpengine (userspace, pcap) and a minimal C program, one after the other and back again
/// under the same player in one run. Equal duty: every packet passed on and every payload on disk.
/// </summary>
internal static class RelayCost
{
    public static IEnumerable<Benchmark> Benchmarks => [At(20), At(200), At(1000)];

    private static Benchmark At(int calls) => new(
        $"P1.{calls}", "media", $"CPU of relay and record at {calls} calls: ours / rtpengine userspace with pcap, and / a C floor", quick => RunAsync(calls, quick));

    private static async Task<IReadOnlyList<Figure>> RunAsync(int calls, bool quick)
    {
        if (!RtpEngine.IsAvailable)
        {
            throw new WorkGateException("rtpengine is not installed: apt-get install rtpengine-daemon.");
        }

        var makers = new List<Func<Contender>> { () => new OwnEngine("ours", "relay", "shared"), () => new RtpEngine() };
        if (FloorProgram.IsAvailable)
        {
            makers.Add(() => new FloorProgram(relay: true));
        }

        if (!quick)
        {
            makers.Add(() => new OwnEngine("ours, utterances", "relay", "shared", "live"));
            makers.Add(() => new OwnEngine("ours, own ports", "relay"));
        }

        var runs = new List<LoadRun>();
        for (var round = 0; round < (quick ? 1 : 2); round++)
        {
            // There and back: what drifts in the machine meets all alike. The kernel counts CPU in hundredths of a second, of which few calls take few.
            foreach (var make in round % 2 == 0 ? makers : Enumerable.Reverse(makers))
            {
                await using var contender = make();
                runs.Add(await LoadRun.MeasureAsync(contender, calls, TimeSpan.FromSeconds(calls < 100 && !quick ? 20 : 6), relayed: true));
            }
        }

        var id = $"P1.{calls}";
        var figures = new List<Figure>
        {
            new(id, Ratio("rtpengine"), "ratio", "<=0.6"),
            new($"{id}.cpu", Median("ours", r => r.CpuPerCallMinute) * 1000, "cpu-ms/call-min", null),
            new($"{id}.machine", Median("ours", r => r.MachinePerCallMinute) / Median("rtpengine", r => r.MachinePerCallMinute), "machine-ratio", null),
            new($"{id}.delay", Median("ours", r => r.Delay.P999), "ms-p99.9", "<=1"),
            new($"{id}.player", runs.Max(r => r.PlayerBusy), "share", "<=0.7"),
        };
        if (FloorProgram.IsAvailable)
        {
            figures.Insert(1, new Figure($"{id}.floor", Ratio("C floor"), "ratio", "<=1.6"));
        }

        return figures;

        double Ratio(string other) => Median("ours", r => r.CpuPerCallMinute) / Median(other, r => r.CpuPerCallMinute);

        double Median(string name, Func<LoadRun, double> of)
        {
            var values = runs.Where(r => r.Name == name).Select(of).Order().ToArray();
            return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
        }
    }
}

namespace CallSummary.Benchmarks.Media;

/// <summary>
/// P4: resident memory that a relayed and recorded call adds, from the difference of two loads, each after a collection of what setting up and compiling left; and what another
/// load of the drained process adds. The first such load is apart: the runtime compiles what has shown itself busy anew, once, and that takes memory of its own.
/// </summary>
internal static class MemoryPerCall
{
    private const int Few = 100;
    private const int Many = 1000;

    public static Benchmark Benchmark { get; } = new("P4", "media", "memory per recorded call, and growth when the drained process is loaded again", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        await using var own = new OwnEngine("ours", "relay", "shared", "live");
        await own.OpenAsync(0);
        var time = quick ? Window.Settling / 2 : Window.Settling;
        var few = await LoadAsync(own, Few, time);
        var many = await LoadAsync(own, Many, time);
        var compiled = await LoadAsync(own, Many, time);
        var again = await LoadAsync(own, Many, time);
        return
        [
            new Figure("P4", (many - few) / 1024.0 / (Many - Few), "KB/call", "<=64"),
            new Figure("P4.reload", (again - compiled) / 1024.0 / Many, "KB/call", "<=3"),
            new Figure("P4.compiled", (compiled - many) / 1024.0, "KB", null),
        ];
    }

    private static async Task<long> LoadAsync(OwnEngine own, int calls, TimeSpan time)
    {
        var ports = await own.OpenMoreAsync(calls);
        await own.AskAsync("collect");
        using var player = new LoadPlayer(ports);
        player.Start();
        await Window.PassAsync(time);
        await own.AskAsync("collect");
        var memory = ProcessCpu.Memory(own.ProcessId);
        player.Stop();
        var recorded = await own.CloseAsync(ports.Count);
        if (Array.Exists(recorded, r => r != player.SentPerLeg))
        {
            throw new WorkGateException($"not every packet was recorded: {own.LastMark}");
        }

        await Console.Error.WriteLineAsync($"  {calls} calls: {memory >> 20} MiB resident");
        return memory;
    }
}

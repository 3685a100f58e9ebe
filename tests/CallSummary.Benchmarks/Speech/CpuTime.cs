namespace CallSummary.Benchmarks.Speech;

/// <summary>Processor time of this process over a piece of work, native threads included.</summary>
internal static class CpuTime
{
    public static async Task<(T Result, double Seconds)> OfAsync<T>(Func<Task<T>> work)
    {
        var before = Environment.CpuUsage.TotalTime;
        var result = await work();
        return (result, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}

namespace CallSummary.Benchmarks;

/// <summary>Runs the benchmarks of a name and prints their figures.</summary>
internal static class BenchmarkRunner
{
    /// <returns>0: measured (a missed target is a figure, not an error). 1: a work gate failed. 2: no such name.</returns>
    public static async Task<int> RunAsync(string name, bool quick, TextWriter output, TextWriter errors)
    {
        var chosen = BenchmarkRegistry.All
            .Where(b => name.Equals(b.Id, StringComparison.OrdinalIgnoreCase) || name.Equals(b.Group, StringComparison.OrdinalIgnoreCase)
                || b.Id.StartsWith(name + ".", StringComparison.OrdinalIgnoreCase) || name == "all")
            .ToArray();
        if (chosen.Length == 0)
        {
            await errors.WriteLineAsync($"No benchmark is named {name}. There are: all, {string.Join(", ", BenchmarkRegistry.All.SelectMany(b => new[] { b.Id, b.Group }).Distinct())}.");
            return 2;
        }

        var failed = false;
        foreach (var benchmark in chosen)
        {
            try
            {
                foreach (var figure in await benchmark.RunAsync(quick))
                {
                    await output.WriteLineAsync(figure.ToString());
                }
            }
            catch (WorkGateException e)
            {
                await errors.WriteLineAsync($"NO FIGURE {benchmark.Id}: {e.Message}");
                failed = true;
            }
        }

        return failed ? 1 : 0;
    }
}

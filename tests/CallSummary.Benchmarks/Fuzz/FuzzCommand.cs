using System.Globalization;
using CallSummary.TestKit.Fuzz;
using CallSummary.UnitTests.Fuzz;

namespace CallSummary.Benchmarks.Fuzz;

/// <summary><c>fuzz CASES [--target NAME] [--seed FIRST]</c>: as many mutated inputs as one likes over every parser. A finding is a case number for the suite.</summary>
internal static class FuzzCommand
{
    private const int Step = 100_000;

    /// <returns>0: none threw. 1: one did. 2: wrong arguments.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var targets = ParserTargets.All.Where(target => Option(args, "--target") is not { } name || target.Name == name).ToArray();
        if (args.Length < 2 || !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out var cases) || targets.Length == 0
            || !int.TryParse(Option(args, "--seed") ?? "1000000", NumberStyles.None, CultureInfo.InvariantCulture, out var first))
        {
            await errors.WriteLineAsync($"usage: fuzz CASES [--target {string.Join('|', ParserTargets.All.Select(target => target.Name))}] [--seed FIRST]");
            return 2;
        }
        var failed = false;
        foreach (var target in targets)
        {
            var began = TimeProvider.System.GetTimestamp();
            FuzzFailure? failure = null;
            for (var done = 0; done < cases && failure is null; done += Step) failure = Fuzzer.Run(target, first + done, Math.Min(Step, cases - done));
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            await output.WriteLineAsync(failure is null
                ? string.Create(CultureInfo.InvariantCulture, $"{target.Name,-7} {cases} cases from {first} in {seconds:0} s: none threw")
                : $"{target.Name,-7} case {failure.Seed} threw: {failure.Exception}");
            failed |= failure is not null;
        }
        return failed ? 1 : 0;
    }

    private static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}

using CallSummary.AllInOne.Demo;
using CallSummary.Benchmarks.Summaries;
using Spectre.Console;

namespace CallSummary.Benchmarks.EndToEnd;

/// <summary>
/// The whole service in this process and one sample call at a time over SIP and RTP: seconds from the caller's BYE to what the
/// subscriber sees, median over the calls, and what lies between. With the demonstration models, which are far smaller than real ones.
/// </summary>
internal static class HangUpToSummary
{
    private static readonly string[] Quick = ["06-en-food"];
    private static readonly string[] Full = ["01-ko-clinic", "03-ko-phish", "06-en-food"];

    public static Benchmark Benchmark { get; } = new(
        "E1", "end", "Seconds from hang-up to the last line, the summary and the webhook (demonstration models, one call at a time)", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        using var times = new StageTimes();
        var parts = new List<(double Prefill, double FirstToken, double LastToken, double Stored)>();
        var results = new List<DemoCallResult>();
        foreach (var call in quick ? Quick : Full)
        {
            var demonstration = new Demonstration(
                new DemoOptions { Exit = true, Output = null, Calls = [call], ServiceArguments = [] },
                new DemoScreen(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) })));
            if (await demonstration.RunAsync(CancellationToken.None) != 0)
            {
                throw new WorkGateException($"The summary of {call} was not delivered.");
            }

            results.AddRange(demonstration.Results);
            parts.Add((times.Last(StageTimes.Prefill), times.Last(StageTimes.FirstToken), times.Last(StageTimes.LastToken), times.Last(StageTimes.Stored)));
        }

        if (results.Any(r => r.TranscriptErrorRate > 0))
        {
            throw new WorkGateException("A transcript differs from its script.");
        }

        return
        [
            Median("E1.line", results.Select(r => r.HangUpToLastLine.TotalSeconds)),
            Median("E1.prefill", parts.Select(p => p.Prefill)),
            Median("E1.first_token", parts.Select(p => p.FirstToken)),
            Median("E1.last_token", parts.Select(p => p.LastToken)),
            Median("E1.stored", parts.Select(p => p.Stored)),
            Median("E1.summary", results.Select(r => r.HangUpToSummary.TotalSeconds)),
            Median("E1.webhook", results.Select(r => r.HangUpToWebhook.TotalSeconds)),
        ];

        static Figure Median(string id, IEnumerable<double> values) => new(id, values.Order().ElementAt(values.Count() / 2), "s", null);
    }
}

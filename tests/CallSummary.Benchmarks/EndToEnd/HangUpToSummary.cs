using CallSummary.AllInOne.Demo;
using Spectre.Console;

namespace CallSummary.Benchmarks.EndToEnd;

/// <summary>
/// The whole service in this process and one sample call at a time over SIP and RTP: seconds from the caller's BYE to what the
/// subscriber sees, median over the calls. With the demonstration models, which are far smaller than real ones.
/// </summary>
internal static class HangUpToSummary
{
    private static readonly string[] Quick = ["06-en-food"];
    private static readonly string[] Full = ["01-ko-clinic", "03-ko-phish", "06-en-food"];

    public static Benchmark Benchmark { get; } = new(
        "E1", "end", "Seconds from hang-up to the last line, the summary and the webhook (demonstration models, one call at a time)", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
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
        }

        if (results.Any(r => r.TranscriptErrorRate > 0))
        {
            throw new WorkGateException("A transcript differs from its script.");
        }

        return
        [
            Median("E1.line", r => r.HangUpToLastLine),
            Median("E1.summary", r => r.HangUpToSummary),
            Median("E1.webhook", r => r.HangUpToWebhook),
        ];

        Figure Median(string id, Func<DemoCallResult, TimeSpan> of)
            => new(id, results.Select(of).Order().ElementAt(results.Count / 2).TotalSeconds, "s", null);
    }
}

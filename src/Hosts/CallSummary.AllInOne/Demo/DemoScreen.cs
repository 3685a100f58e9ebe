using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace CallSummary.AllInOne.Demo;

/// <summary>Shows calls, lines and summaries in the terminal; plain text where there are no colours.</summary>
internal sealed class DemoScreen(IAnsiConsole console)
{
    private static readonly string[] CallColours = ["aqua", "green", "yellow", "fuchsia", "blue", "orange1"];
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _colours = [];

    public void Say(string text) => Write(Markup.Escape(text));

    public void CallProgress(SampleCall call, string text) => Write($"{Label(call)} {Markup.Escape(text)}");

    public void Line(SampleCall call, JsonNode line)
    {
        var speaker = (string)line["speaker"]! == "me" ? "me   " : "other";
        Write($"{Label(call)} [grey]{Clock((double)line["start"]!)}[/] [bold]{speaker}[/] {Markup.Escape((string)line["text"]!)}");
    }

    public void Summary(DemoCallResult result)
    {
        var content = result.Summary["content"]!;
        var lines = result.Transcript["lines"]!.AsArray();
        var label = Label(result.Sample);
        lock (_lock)
        {
            console.WriteLine();
            console.MarkupLine($"{label} [bold underline]{Text(content["title"])}[/]  [grey]({Text(result.Summary["engine"])}, {Seconds(result.HangUpToWebhook)} after hang-up; written by a machine, may be wrong)[/]");
            console.MarkupLine($"{label} {Text(content["summary"])}");
            Items("details", item => Text(item["text"]));
            Items("action_items", item => $"{Text(item["owner"])}: {Text(item["text"])}");
            Items("schedule", item => $"{Text(item["what"])}, {Text(item["when"])}{(item["starts_at"] is { } at ? $" [grey]= {Text(at)}[/]" : "")}");
            Items("facts", item => $"{Text(item["kind"])} {Text(item["value"])}");
            if ((string)content["risk"]!["level"]! is var level and not "none")
            {
                console.MarkupLine($"{label}   [bold red]risk: {level}[/] {Text(content["risk"]!["reason"])} {Evidence(content["risk"]!)}");
            }

            console.WriteLine();
        }

        void Items(string name, Func<JsonNode, string> show)
        {
            foreach (var item in content[name]!.AsArray())
            {
                console.MarkupLine($"{label}   [bold]{name.Replace('_', ' ')}[/] {show(item!)} {Evidence(item!)}");
            }
        }

        string Evidence(JsonNode item)
        {
            var cited = item["evidence"]!.AsArray().Select(n => lines[(int)n! - 1]!);
            return $"[grey]<- {string.Join(" | ", cited.Select(l => $"line {(int)l["number"]!} at {Clock((double)l["start"]!)}: {Text(l["text"])}"))}[/]";
        }
    }

    public void Table(IEnumerable<DemoCallResult> results)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("call", "language", "lines", "error rate", "hang-up to last line", "to summary", "to webhook");
        foreach (var result in results.OrderBy(r => r.Sample.Name, StringComparer.Ordinal))
        {
            table.AddRow(
                result.Sample.Name,
                result.Sample.Language,
                $"{result.Transcript["lines"]!.AsArray().Count} of {result.Sample.Lines.Count}",
                result.TranscriptErrorRate.ToString("0.0 %", CultureInfo.InvariantCulture) + (result.Sample.Language == "ko" ? " CER" : " WER"),
                Seconds(result.HangUpToLastLine),
                Seconds(result.HangUpToSummary),
                Seconds(result.HangUpToWebhook));
        }

        lock (_lock)
        {
            console.Write(table);
        }
    }

    private void Write(string markup)
    {
        lock (_lock)
        {
            console.MarkupLine(markup);
        }
    }

    private string Label(SampleCall call)
    {
        lock (_lock)
        {
            if (!_colours.TryGetValue(call.Name, out var colour))
            {
                _colours[call.Name] = colour = CallColours[_colours.Count % CallColours.Length];
            }

            return $"[{colour}]{call.Name,-12}[/]";
        }
    }

    private static string Text(JsonNode? node) => Markup.Escape((string?)node ?? "");

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.00 s", CultureInfo.InvariantCulture);

    private static string Clock(double seconds) => TimeSpan.FromSeconds(seconds).ToString(@"mm\:ss\.f", CultureInfo.InvariantCulture);
}

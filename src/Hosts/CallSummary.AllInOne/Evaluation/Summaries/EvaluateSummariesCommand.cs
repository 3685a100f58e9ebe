using System.CommandLine;
using CallSummary.AllInOne.Serving;
using CallSummary.Summarization.Evaluation;

namespace CallSummary.AllInOne.Evaluation.Summaries;

/// <summary>The command <c>evaluate summaries</c>.</summary>
internal static class EvaluateSummariesCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE.jsonl") { Description = "One object a line: id, language, started_at, lines [{speaker, text}], expected {summary schema 1}. Shipped: samples/evaluation/summaries.jsonl." };
        var output = new Option<string>("--output") { Description = "Folder for report.json, report.md, items.csv, plot.svg, summaries.jsonl, blind.md.", HelpName = "OUT", Required = true };
        var model = new Option<string[]>("--model")
        {
            Description = "configured, extractive, a GGUF file, or http://address/v1#model; may be repeated, the first is the report's own. Default: configured and extractive.",
            HelpName = "MODEL",
        };
        var command = new Command("summaries", "Summarises dialogues with one or several models and compares with the expected summaries.")
        {
            Arguments = { file },
            Options = { output, model },
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var models = parsed.GetValue(model) is { Length: > 0 } named ? named : ["configured", "extractive"];
            var problem = await SummaryEvaluation.RunAsync(
                parsed.GetValue(file)!, parsed.GetValue(output)!, models, AllInOneService.Configuration([.. parsed.UnmatchedTokens]), Console.Out, cancellationToken);
            if (problem is null)
            {
                return 0;
            }

            await Console.Error.WriteLineAsync(problem);
            return 2;
        });
        return command;
    }
}

using System.CommandLine;
using CallSummary.AllInOne.Evaluation.Asr;
using CallSummary.AllInOne.Evaluation.Summaries;

namespace CallSummary.AllInOne.Evaluation;

/// <summary>The command <c>evaluate</c>: measures the models on data with known answers.</summary>
internal static class EvaluateCommand
{
    public static Command Create() => new("evaluate", "Measures a stage on data with known answers.")
    {
        Subcommands =
        {
            EvaluateAsrCommand.Create(),
            EvaluateSummariesCommand.Create(),
        },
    };
}

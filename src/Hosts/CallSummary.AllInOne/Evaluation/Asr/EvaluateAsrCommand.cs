using System.CommandLine;
using CallSummary.AllInOne.Serving;
using CallSummary.Transcription.Evaluation.Degradation;

namespace CallSummary.AllInOne.Evaluation.Asr;

/// <summary>The command <c>evaluate asr DIR --output OUT</c>.</summary>
internal static class EvaluateAsrCommand
{
    public static Command Create()
    {
        var corpus = new Argument<string>("DIR") { Description = "Folder with manifest.tsv (file, language, text; tab-separated), or KsponSpeech, Zeroth, LibriSpeech, Common Voice or FLEURS as downloaded." };
        var output = new Option<string>("--output") { Description = "Folder for report.json, report.md, report.csv and report.svg. A run that was stopped goes on there.", HelpName = "OUT", Required = true };
        var condition = new Option<string[]>("--condition")
        {
            Description = $"What the line does: clean or a codec ({string.Join(", ", DegradationCodec.All.Select(c => c.Name))}), then +loss:PERCENT, +burst:PERCENT, +noise:DB. May be repeated; default: a usual set.",
            HelpName = "CONDITION",
        };
        var limit = new Option<int?>("--limit") { Description = "Only the first N recordings.", HelpName = "N" };
        var tell = new Option<bool>("--tell-language") { Description = "Give the recogniser the corpus's language instead of letting it detect it." };
        var floors = new Option<int[]>("--context-floor")
        {
            Description = "Fewest encoder positions of an utterance, 64 to 1500. May be repeated: the corpus is measured with each, and floors.md says which costs no words. Name 1500 too.",
            HelpName = "N",
        };
        var command = new Command("asr", "Measures speech recognition: error rates by language and line condition, words invented on silence, real-time factor.")
        {
            Arguments = { corpus },
            Options = { output, condition, limit, tell, floors },
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((parsed, cancellationToken) => new AsrEvaluationRun(
            new AsrEvaluationOptions
            {
                Corpus = parsed.GetRequiredValue(corpus),
                Output = parsed.GetRequiredValue(output),
                Conditions = parsed.GetValue(condition) is { Length: > 0 } chosen ? chosen : [.. Condition.Usual],
                Limit = parsed.GetValue(limit),
                TellLanguage = parsed.GetValue(tell),
                ContextFloors = [.. (parsed.GetValue(floors) ?? []).Distinct()],
            },
            AllInOneService.Configuration([.. parsed.UnmatchedTokens]),
            Console.Out,
            Console.Error).RunAsync(cancellationToken));
        return command;
    }
}

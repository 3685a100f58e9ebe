using System.CommandLine;
using CallSummary.AllInOne.Serving;
using CallSummary.Transcription.Catalogue;

namespace CallSummary.AllInOne.Models;

/// <summary>The command <c>models</c>: the speech models of this installation.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var models = new Command("models", $"Speech models.\n\n{ModelCommand.Usage}") { TreatUnmatchedTokensAsErrors = false };
        models.SetAction((parsed, cancellationToken) =>
        {
            var words = parsed.UnmatchedTokens.ToLookup(token => token.StartsWith("--CallSummary:", StringComparison.OrdinalIgnoreCase));
            return ModelCommand.RunAsync(
                ["models", .. words[false]], AllInOneService.Configuration([.. words[true]]), Console.Out, Console.Error, cancellationToken);
        });
        return models;
    }
}

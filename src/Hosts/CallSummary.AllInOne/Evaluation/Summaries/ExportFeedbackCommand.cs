using System.CommandLine;
using CallSummary.AllInOne.Serving;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.AllInOne.Evaluation.Summaries;

/// <summary>The command <c>evaluate export-feedback</c>: subscribers' corrections become an evaluation set.</summary>
internal static class ExportFeedbackCommand
{
    public static Command Create()
    {
        var tenant = new Argument<string>("TENANT") { Description = "The tenant whose feedback is exported." };
        var output = new Option<string>("--output") { Description = "File to write: one object a line, for evaluate summaries.", HelpName = "FILE.jsonl", Required = true };
        var command = new Command("export-feedback", "Writes corrected summaries whose subscribers allow it as an evaluation set.")
        {
            Arguments = { tenant },
            Options = { output },
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = new ServiceCollection()
                .AddLogging()
                .AddStorage(AllInOneService.Configuration([.. parsed.UnmatchedTokens]))
                .BuildServiceProvider();
            await using var database = await services.GetRequiredService<IDbContextFactory<CallSummaryDbContext>>().CreateDbContextAsync(cancellationToken);
            await using var file = new StreamWriter(parsed.GetValue(output)!);
            var written = await FeedbackExport.WriteAsync(database, parsed.GetValue(tenant)!, file, cancellationToken);
            await Console.Out.WriteLineAsync($"{written} dialogues");
            return 0;
        });
        return command;
    }
}

using System.CommandLine;
using CallSummary.AllInOne.Demo;
using CallSummary.AllInOne.Evaluation;
using CallSummary.AllInOne.Models;
using CallSummary.AllInOne.Serving;
using CallSummary.Storage.Access;
using Spectre.Console;

namespace CallSummary.AllInOne;

/// <summary>The program's commands: none (serve), <c>demo</c>, <c>keys</c>, <c>signin</c>, <c>evaluate</c> and <c>models</c>.</summary>
internal static class AllInOneCommandLine
{
    public static RootCommand Create()
    {
        var root = new RootCommand("CallSummary in one process. Without a command it serves: SIP on 5060, HTTP on 8080. Settings follow as --CallSummary:Section:Name=value.")
        {
            TreatUnmatchedTokensAsErrors = false,
            Subcommands = { CreateDemo(), CreateKeys(), CreateSignIn(), EvaluateCommand.Create(), ModelsCommand.Create() },
        };
        root.SetAction((parsed, cancellationToken) => ServeAsync([.. parsed.UnmatchedTokens], cancellationToken));
        return root;
    }

    private static async Task<int> ServeAsync(string[] args, CancellationToken cancellationToken)
    {
        await using var service = AllInOneService.Build(args, []);
        var (started, running) = service.Start();
        if (await started)
        {
            await FirstStart.WelcomeAsync(service, Console.Out, cancellationToken);
        }

        return await running;
    }

    private static Command CreateKeys()
    {
        var keys = new Command("keys", "Makes a key to the API: keys create TENANT [SUBSCRIBER-NUMBER].") { TreatUnmatchedTokensAsErrors = false };
        keys.SetAction((parsed, cancellationToken) =>
        {
            var words = parsed.UnmatchedTokens.ToLookup(token => token.StartsWith("--", StringComparison.Ordinal));
            return KeyCommand.RunAsync(
                ["keys", .. words[false]], AllInOneService.Configuration([.. words[true]]), Console.Out, Console.Error, cancellationToken);
        });
        return keys;
    }

    private static Command CreateSignIn()
    {
        var signIn = new Command("signin", "Makes a link that signs one person in, once: signin TENANT SUBSCRIBER-NUMBER, or signin TENANT NAME ROLE[,ROLE].") { TreatUnmatchedTokensAsErrors = false };
        signIn.SetAction((parsed, cancellationToken) =>
        {
            var words = parsed.UnmatchedTokens.ToLookup(token => token.StartsWith("--", StringComparison.Ordinal));
            return SignInCommand.RunAsync(
                ["signin", .. words[false]], AllInOneService.Configuration([.. words[true]]), Console.Out, Console.Error, cancellationToken);
        });
        return signIn;
    }

    private static Command CreateDemo()
    {
        var exit = new Option<bool>("--exit") { Description = "End after the last summary; exit code 0 only if every summary reached the webhook." };
        var output = new Option<string?>("--output") { Description = "Folder for each call's transcript.json, summary.json and recording.wav.", HelpName = "DIR" };
        var call = new Option<string[]>("--call") { Description = "Only this sample call (a folder of samples/calls); may be repeated.", HelpName = "NAME" };
        var demo = new Command("demo", "Places the sample calls over SIP and RTP on loopback and shows transcripts and summaries as they come.")
        {
            Options = { exit, output, call },
            TreatUnmatchedTokensAsErrors = false,
        };
        demo.SetAction((parsed, cancellationToken) => new Demonstration(
            new DemoOptions
            {
                Exit = parsed.GetValue(exit),
                Output = parsed.GetValue(output),
                Calls = parsed.GetValue(call) ?? [],
                ServiceArguments = [.. parsed.UnmatchedTokens],
            },
            new DemoScreen(Terminal())).RunAsync(cancellationToken));
        return demo;
    }

    private static IAnsiConsole Terminal()
    {
        if (Console.IsOutputRedirected)
        {
            // A file has no width: a line stays a line.
            AnsiConsole.Profile.Width = 500;
        }

        return AnsiConsole.Console;
    }
}

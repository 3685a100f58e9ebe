using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace CallSummary.Transcription.Catalogue;

/// <summary>The command <c>models list|pull|verify|import|use</c>: the only part of the program that downloads, and only when asked.</summary>
public static class ModelCommand
{
    /// <summary>What it takes.</summary>
    public const string Usage = """
        Usage: models list                                     the catalogue, what is installed and what is used
               models pull NAME [--sha256 HEX] [--from URL]    download (goes on where it stopped), check, install
               models import FILE [--name NAME] [--sha256 HEX] take in a file from this machine
               models verify [NAME]                            check installed models again
               models use NAME|bundled                         use it from now on; running services switch without a restart
        """;

    /// <summary>Whether the command line asks for it.</summary>
    public static bool IsAsked(IReadOnlyList<string> args) => args is ["models", ..];

    /// <summary>Runs it on the model folder that the configuration names.</summary>
    /// <returns>The process's exit code: 0, or 2 for a wrong command line, or 1 when it could not be done; why has been said.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, IConfiguration configuration, TextWriter output, TextWriter errors, CancellationToken cancellationToken = default)
    {
        var options = new TranscriptionOptions();
        configuration.GetSection(TranscriptionOptions.Section).Bind(options);
        var store = new ModelStore(new ModelFolder(options.ModelFolder));
        var words = new ModelWords(args.Skip(1));
        if (words.Problem is { } problem)
        {
            await errors.WriteLineAsync($"{problem}\n{Usage}");
            return 2;
        }

        try
        {
            switch (words.Action, words.Subject)
            {
                case ("list", null):
                    await ModelTable.WriteAsync(store.Folder, ModelFolder.Resolve(options), output);
                    return 0;
                case ("pull", { } name):
                    return await PullAsync(store, name, words, output, errors, cancellationToken);
                case ("import", { } file):
                    await output.WriteLineAsync($"{await store.ImportAsync(file, words.Name, words.Sha256, cancellationToken)} is installed. Use it: models use {Path.GetFileName(words.Name ?? file)}");
                    return 0;
                case ("verify", _):
                    return await VerifyAsync(store, words.Subject, output, errors, cancellationToken);
                case ("use", { } name):
                    return await UseAsync(store, name, options, output, errors, cancellationToken);
                default:
                    await errors.WriteLineAsync(Usage);
                    return 2;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await errors.WriteLineAsync("\nStopped. What came is kept: the same command goes on from there.");
            return 130;
        }
        catch (Exception e) when (e is ModelException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task<int> PullAsync(ModelStore store, string name, ModelWords words, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (ModelCatalog.Find(name) is not { } model)
        {
            await errors.WriteLineAsync($"The catalogue has no '{name}'. 'models list' shows it; any other ggml file can be imported.");
            return 1;
        }

        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var shown = -1L;
        var file = await store.PullAsync(model, words.Sha256, words.From, client, Show, cancellationToken);
        await output.WriteLineAsync($"\n{file} is whole and installed in {store.Folder.Path}. Use it: models use {model.Name}");
        return 0;

        void Show(long done, long? whole)
        {
            var step = whole is > 0 ? 100 * done / whole.Value : done / 50_000_000;
            if (step > shown)
            {
                shown = step;
                output.Write(string.Create(CultureInfo.InvariantCulture, $"\r{model.FileName} {done / 1e6:N0} MB{(whole is > 0 ? $" of {whole / 1e6:N0} MB, {step} %" : "")} "));
            }
        }
    }

    private static async Task<int> VerifyAsync(ModelStore store, string? name, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var failed = false;
        foreach (var file in name is null ? store.Folder.Installed : [ModelCatalog.FileName(name)])
        {
            var wrong = await store.VerifyAsync(file, cancellationToken);
            failed |= wrong is not null;
            await (wrong is null ? output : errors).WriteLineAsync($"{file}: {wrong ?? "whole"}");
        }

        return failed ? 1 : 0;
    }

    private static async Task<int> UseAsync(ModelStore store, string name, TranscriptionOptions options, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        await store.UseAsync(name == "bundled" ? null : ModelCatalog.FileName(name), cancellationToken);
        await output.WriteLineAsync($"{name} is used from now on.");
        if (options.ModelPath is { Length: > 0 } fixedPath)
        {
            await errors.WriteLineAsync($"But {TranscriptionOptions.Section}:ModelPath is '{fixedPath}' and goes before it: remove that setting.");
        }

        return 0;
    }

}

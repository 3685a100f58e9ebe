using System.Globalization;
using System.Text.Json;
using CallSummary.Transcription;
using CallSummary.Transcription.Evaluation;
using CallSummary.Transcription.Evaluation.Corpora;
using CallSummary.Transcription.Evaluation.Degradation;
using CallSummary.Transcription.Evaluation.Reports;
using CallSummary.Transcription.Utterances;
using CallSummary.Transcription.Whisper;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace CallSummary.AllInOne.Evaluation.Asr;

/// <summary>Runs <c>evaluate asr</c>: corpus and conditions in, a progress bar meanwhile, reports out.</summary>
internal sealed class AsrEvaluationRun(AsrEvaluationOptions options, IConfiguration configuration, TextWriter output, TextWriter errors)
{
    /// <returns>0: measured. 1: it could not be, and why has been said. 130: stopped; the same command goes on.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await EvaluateAllAsync(cancellationToken);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await errors.WriteLineAsync("Stopped. What was measured is kept: the same command goes on from here.");
            return 130;
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or TranscriptionException or OptionsValidationException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private async Task EvaluateAllAsync(CancellationToken cancellationToken)
    {
        if (options.ContextFloors.Count == 0)
        {
            await EvaluateAsync(options.Output, null, cancellationToken);
            return;
        }

        var measured = new List<(int Floor, AsrReport Report)>();
        foreach (var floor in options.ContextFloors)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Encoder floor {floor}:"));
            measured.Add((floor, await EvaluateAsync(Path.Combine(options.Output, string.Create(CultureInfo.InvariantCulture, $"floor-{floor}")), floor, cancellationToken)));
        }

        ContextFloors.Write(options.Output, measured);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The smallest floor that costs no words here: {ContextFloors.Choose(measured)}. Table: {Path.Combine(options.Output, "floors.md")}"));
    }

    private async Task<AsrReport> EvaluateAsync(string folder, int? floor, CancellationToken cancellationToken)
    {
        var samples = AsrCorpus.Read(options.Corpus).Take(options.Limit ?? int.MaxValue).ToArray();
        var unavailable = new Dictionary<string, string>();
        var conditions = new List<Condition>();
        foreach (var text in options.Conditions)
        {
            if (Condition.Parse(text, out var missing) is { } condition)
            {
                conditions.Add(condition);
            }
            else
            {
                unavailable[text] = missing!;
            }
        }

        if (conditions.Count == 0)
        {
            throw new InvalidDataException($"No condition can be measured: {string.Join("; ", unavailable.Select(u => $"{u.Key}: {u.Value}"))}.");
        }

        Directory.CreateDirectory(folder);
        await using var services = Services(floor);
        var settings = services.GetRequiredService<IOptions<TranscriptionOptions>>().Value;
        var transcriber = services.GetRequiredService<ITranscriber>();
        using var log = AsrResultLog.Open(folder, Fingerprint(transcriber.Model, settings));
        var evaluation = new AsrEvaluation(new SpokenLine(services.GetRequiredService<UtteranceTranscription>(), TimeProvider.System), log);
        await ShowAsync(AsrEvaluation.Count(samples.Length, conditions.Count), told => evaluation.RunAsync(
            samples, conditions, options.TellLanguage, settings.MostWorkers, told, cancellationToken));

        // A run over less than before reports what it was asked for.
        var files = samples.Select(s => s.Id).ToHashSet();
        var names = conditions.Select(c => c.Name).ToHashSet();
        var results = log.Results.Where(r => r.Condition == AsrEvaluation.NoSpeech || (names.Contains(r.Condition) && files.Contains(r.File))).ToArray();
        var report = AsrReport.Of(results, unavailable, transcriber.Model, DemonstrationModel.NoticeFor(transcriber.Model));
        AsrReportFiles.Write(folder, report, results);
        await SayAsync(folder, report);
        return report;
    }

    private ServiceProvider Services(int? floor)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddConfiguration(configuration.GetSection("Logging")).AddFilter(null, LogLevel.Error));
        services.AddTranscription(configuration);
        services.PostConfigure<TranscriptionOptions>(settings => settings.AudioContextFloor = floor ?? settings.AudioContextFloor);
        return services.BuildServiceProvider();
    }

    private string Fingerprint(string model, TranscriptionOptions settings) => JsonSerializer.Serialize(new
    {
        corpus = Path.GetFullPath(options.Corpus),
        model,
        told = options.TellLanguage,
        settings,
    });

    private async Task ShowAsync(int total, Func<Action<int>, Task> run)
    {
        if (Console.IsOutputRedirected)
        {
            // A bar needs a terminal; a log gets a line for each tenth.
            var tenth = -1;
            await run(done =>
            {
                if (done * 10 / total is var now && now > tenth)
                {
                    tenth = now;
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} of {total} measured"));
                }
            });
            return;
        }

        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async screen =>
            {
                var bar = screen.AddTask("recognising", maxValue: total);
                await run(done => bar.Value = done);
            });
    }

    private async Task SayAsync(string folder, AsrReport report)
    {
        foreach (var (language, figures) in report.ByLanguage)
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{language}: {figures.Utterances} recordings, WER {100 * figures.Wer:0.00} %, CER {100 * figures.Cer:0.00} % ({report.Condition})"));
        }

        foreach (var (condition, reason) in report.UnavailableConditions)
        {
            await output.WriteLineAsync($"not measured: {condition} ({reason})");
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"words invented on silence: {report.InventedWords}; real-time factor {report.RealTimeFactor:0.###}; model {report.Model}{(report.Notice is { } n ? $" ({n})" : "")}"));
        await output.WriteLineAsync($"Report: {Path.Combine(folder, "report.md")}");
    }
}

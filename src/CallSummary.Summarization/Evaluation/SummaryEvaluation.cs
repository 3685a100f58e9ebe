using Microsoft.Extensions.Configuration;

namespace CallSummary.Summarization.Evaluation;

/// <summary>Measures models on an evaluation set and writes what it found.</summary>
public static class SummaryEvaluation
{
    /// <summary>
    /// Summarises every dialogue with every model, one after the other, and writes into <paramref name="output"/>: <c>report.json</c>, <c>report.md</c>,
    /// <c>items.csv</c>, <c>plot.svg</c>, <c>summaries.jsonl</c>, and with several models <c>blind.md</c> with <c>blind-key.json</c>.
    /// </summary>
    /// <param name="file">The set: one JSON object a line.</param>
    /// <param name="output">Folder, made when it is not there.</param>
    /// <param name="models"><c>configured</c>, <c>extractive</c>, GGUF files, or <c>http://address/v1#model</c>. The first is the report's own.</param>
    /// <param name="configuration">The service's settings.</param>
    /// <param name="progress">Told of each finished model, in words.</param>
    /// <param name="cancellationToken">Stops between two steps of an answer.</param>
    /// <returns>Null; or, when the set or a model cannot be used and nothing was written, what is wrong and how to put it right.</returns>
    public static async Task<string?> RunAsync(
        string file, string output, IReadOnlyList<string> models, IConfiguration configuration, TextWriter progress, CancellationToken cancellationToken)
    {
        try
        {
            await MeasureAsync(file, output, models, configuration, progress, cancellationToken);
            return null;
        }
        catch (EvaluationInputException exception)
        {
            return exception.Message;
        }
    }

    private static async Task MeasureAsync(
        string file, string output, IReadOnlyList<string> models, IConfiguration configuration, TextWriter progress, CancellationToken cancellationToken)
    {
        var dialogues = EvaluationSet.Read(file);
        var results = new List<(ModelScore Score, IReadOnlyList<DialogueScore> Dialogues)>();
        foreach (var specification in models)
        {
            await using var model = EvaluatedModel.Create(specification, configuration);
            var scores = new List<DialogueScore>(dialogues.Count);
            foreach (var dialogue in dialogues)
            {
                scores.Add(await model.SummarizeAsync(dialogue, cancellationToken));
            }

            var score = ModelScore.Of(model.Name, scores);
            results.Add((score, scores));
            await progress.WriteLineAsync(MarkdownReport.Line(score));
        }

        Directory.CreateDirectory(output);
        Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(output, name), text, cancellationToken);
        await WriteAsync("report.json", JsonReport.Write(results));
        await WriteAsync("report.md", MarkdownReport.Write(Path.GetFileName(file), results));
        await WriteAsync("items.csv", CsvReport.Write(results));
        await WriteAsync("plot.svg", SvgPlot.Write([.. results.Select(r => r.Score)]));
        await WriteAsync("summaries.jsonl", JsonReport.WriteSummaries(results));
        if (results.Count > 1)
        {
            var (text, key) = BlindComparison.Write(results);
            await WriteAsync("blind.md", text);
            await WriteAsync("blind-key.json", key);
        }
    }
}

using System.Text.Json;
using CallSummary.Summarization.Evaluation;
using CallSummary.TestKit;
using Microsoft.Extensions.Configuration;

namespace CallSummary.UnitTests.Summarization.Evaluation;

public sealed class SummaryEvaluationTests : IDisposable
{
    private static readonly string[] Figures = ["dialogues", "schema_valid", "item_precision", "item_recall", "number_precision", "evidence_accuracy", "unsupported_shown", "seconds"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_ShippedSetWithTheExtractiveEngine_MeetsItsPromises()
    {
        Assert.Null(await RunAsync(Path.Combine(RepositoryRoot.Path, "samples", "evaluation", "summaries.jsonl"), "extractive", "extractive"));

        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(_folder["out/report.json"], TestContext.Current.CancellationToken));
        var root = report.RootElement;
        Assert.All(Figures, figure => Assert.Equal(JsonValueKind.Number, root.GetProperty(figure).ValueKind));
        Assert.Equal((1.0, 0, 64), (root.GetProperty("number_precision").GetDouble(), root.GetProperty("unsupported_shown").GetInt32(), root.GetProperty("dialogues").GetInt32()));
        Assert.True(root.GetProperty("hard_item_recall").GetDouble() >= 0.8);
        Assert.All(new[] { "report.md", "items.csv", "plot.svg", "summaries.jsonl", "blind.md", "blind-key.json" }, file => Assert.True(new FileInfo(_folder[$"out/{file}"]).Length > 0, file));
    }

    [Theory]
    [InlineData("", "holds no dialogue")]
    [InlineData("{\"id\":\"a\"}", "Line 1 cannot be read")]
    [InlineData("not json", "Line 1 cannot be read")]
    [InlineData("{\"id\":\"a\",\"language\":\"ko\",\"started_at\":\"2026-11-24T10:00:00+09:00\",\"lines\":[{\"speaker\":\"agent\",\"text\":\"x\"}],\"expected\":{}}", "neither \"me\"")]
    public async Task Run_SetThatCannotBeUsed_SaysWhereAndWhy(string text, string message)
    {
        await File.WriteAllTextAsync(_folder["set.jsonl"], text, TestContext.Current.CancellationToken);

        Assert.Contains(message, await RunAsync(_folder["set.jsonl"], "extractive"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Theory]
    [InlineData("nowhere.gguf", "is no model")]
    [InlineData("http://localhost:1/v1", "names no model")]
    public async Task Run_ModelThatCannotBeUsed_SaysWhy(string model, string message) =>
        Assert.Contains(message, await RunAsync(Path.Combine(RepositoryRoot.Path, "samples", "evaluation", "summaries.jsonl"), model), StringComparison.Ordinal);

    private Task<string?> RunAsync(string file, params string[] models) =>
        SummaryEvaluation.RunAsync(file, _folder["out"], models, new ConfigurationBuilder().Build(), TextWriter.Null, TestContext.Current.CancellationToken);
}

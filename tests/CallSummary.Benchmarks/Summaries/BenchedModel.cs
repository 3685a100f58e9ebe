using CallSummary.Summarization;
using CallSummary.Summarization.Llama;
using CallSummary.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CallSummary.Benchmarks.Summaries;

/// <summary>The bundled model as the service loads it, on one thread.</summary>
internal static class BenchedModel
{
    public static string Path { get; } = System.IO.Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "summary-demo-q8_0.gguf");

    public static LlamaModel Load(int concurrency, string? path = null) => LlamaModel.Load(
        Options.Create(new SummarizationOptions { Concurrency = concurrency, Llama = new LlamaOptions { ModelPath = path ?? Path, ContextTokens = 2048, Threads = 1 } }),
        NullLogger<LlamaModel>.Instance);
}

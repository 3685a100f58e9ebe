using CallSummary.Summarization;
using CallSummary.Summarization.Llama;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CallSummary.IntegrationTests.Summarization;

/// <summary>The bundled model, loaded once for all tests of a class.</summary>
public sealed class DemonstrationModel : IAsyncLifetime
{
    internal LlamaModel Model { get; } = LlamaModel.Load(Options.Create(new SummarizationOptions { Concurrency = 8 }), NullLogger<LlamaModel>.Instance);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => Model.DisposeAsync();
}

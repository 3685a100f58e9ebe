using CallSummary.Summarization.Llama;
using CallSummary.Summarization.OpenAICompatible;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel.ChatCompletion;

namespace CallSummary.Summarization.Summaries;

/// <summary>Makes the configured engine ready before the bus delivers anything; a model that cannot be used stops the start.</summary>
internal sealed class SummaryEngineSource(
    IServiceProvider services,
    IOptions<SummarizationOptions> options,
    ILogger<SummaryEngineSource> logger) : IHostedLifecycleService
{
    private readonly Lazy<SummaryModel?> _model = new(() => Create(services, options.Value, logger));

    /// <summary>The model, or null when none is configured.</summary>
    public SummaryModel? Model => _model.Value;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.Run(() => _model.Value, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static SummaryModel? Create(IServiceProvider services, SummarizationOptions options, ILogger logger)
    {
        switch (options.Engine)
        {
            case EngineKind.Llama:
                var model = services.GetRequiredService<LlamaModel>();
                if (model.Header.Name.Contains("demonstration", StringComparison.OrdinalIgnoreCase))
                {
                    logger.DemonstrationModel();
                }

                return new SummaryModel(new LlamaChatClient(model).AsChatCompletionService(), model.Header.Name, model.Header.AnswerToken is not null, null, int.MaxValue);
            case EngineKind.OpenAICompatible:
                var server = options.OpenAICompatible;
                var client = OpenAICompatibleClient.Create(server, options.AnswerTimeout, services.GetRequiredService<IHttpClientFactory>());
                return new SummaryModel(client.AsChatCompletionService(), server.Model, false, server.MaxAnswerTokens, server.MaxTranscriptCharacters);
            default:
                return null;
        }
    }
}

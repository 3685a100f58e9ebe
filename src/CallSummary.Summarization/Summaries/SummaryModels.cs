using CallSummary.Summarization.Llama;
using CallSummary.Summarization.OpenAICompatible;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel.ChatCompletion;

namespace CallSummary.Summarization.Summaries;

/// <summary>Makes the model that the configuration names.</summary>
internal static class SummaryModels
{
    /// <returns>The model, or null for the engine <see cref="EngineKind.None"/>.</returns>
    /// <exception cref="ModelFileException">The file cannot be used.</exception>
    public static SummaryModel? Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<SummarizationOptions>>().Value;
        switch (options.Engine)
        {
            case EngineKind.Llama:
                var model = services.GetRequiredService<LlamaModel>();
                if (model.Header.Name.Contains("demonstration", StringComparison.OrdinalIgnoreCase))
                {
                    services.GetRequiredService<ILogger<SummaryModel>>().DemonstrationModel();
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

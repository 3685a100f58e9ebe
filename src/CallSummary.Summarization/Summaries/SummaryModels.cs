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
    /// <returns>The configured engine's model and those of the fallbacks, in order; none for the engine <see cref="EngineKind.None"/>.</returns>
    /// <exception cref="ModelFileException">A file cannot be used.</exception>
    public static IReadOnlyList<SummaryModel> Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<SummarizationOptions>>().Value;
        return options.Engine == EngineKind.None
            ? []
            : [.. options.Fallback.Prepend(options.Engine).Distinct().Where(kind => kind != EngineKind.None).Select(kind => Create(kind, options, services))];
    }

    /// <summary>A model of the configured server, by the name that the server knows it by.</summary>
    public static SummaryModel OfServer(string name, ServerGuard? guard, IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<SummarizationOptions>>().Value;
        var server = options.OpenAICompatible;
        var client = OpenAICompatibleClient.Create(server, name, options.AnswerTimeout, services.GetRequiredService<IHttpClientFactory>());
        return new SummaryModel(client.AsChatCompletionService(), name, false, server.MaxAnswerTokens, server.MaxTranscriptCharacters) { Streams = server.Streaming, Guard = guard };
    }

    private static SummaryModel Create(EngineKind kind, SummarizationOptions options, IServiceProvider services)
    {
        if (kind == EngineKind.OpenAICompatible)
        {
            return OfServer(options.OpenAICompatible.Model, ServerGuard.Create(options.OpenAICompatible, services.GetRequiredService<TimeProvider>()), services);
        }

        var model = services.GetRequiredService<LlamaModel>();
        if (model.Header.Name.Contains("demonstration", StringComparison.OrdinalIgnoreCase))
        {
            services.GetRequiredService<ILogger<SummaryModel>>().DemonstrationModel();
        }

        var takesTranscriptAlone = model.Header.AnswerToken is not null;
        if (!takesTranscriptAlone)
        {
            SummaryConversation.ReadInstructions(model);
        }

        return new SummaryModel(new LlamaChatClient(model).AsChatCompletionService(), model.Header.Name, takesTranscriptAlone, null, int.MaxValue)
        {
            InProcess = model,
            Streams = true,
        };
    }
}

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
        return options.Engine == EngineKind.None ? [] : [.. options.Order.Select(name => Create(name, options, services))];
    }

    private static SummaryModel Create(string name, SummarizationOptions options, IServiceProvider services)
    {
        if (options.ServerOf(name) is var (section, server))
        {
            return new OpenAICompatibleServer(section, server, services.GetRequiredService<TimeProvider>()).Model(server.Model);
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

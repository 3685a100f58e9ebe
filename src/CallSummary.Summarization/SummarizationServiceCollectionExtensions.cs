using CallSummary.Summarization.Consumers;
using CallSummary.Summarization.Live;
using CallSummary.Summarization.Llama;
using CallSummary.Summarization.Reruns;
using CallSummary.Summarization.Risk;
using CallSummary.Summarization.Summaries;
using CallSummary.Summarization.Templates;
using CallSummary.Summarization.Transcripts;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Summarization;

/// <summary>Adds the summarization stage to a host.</summary>
public static class SummarizationServiceCollectionExtensions
{
    /// <summary>
    /// Adds the stage. It needs <c>AddStorage</c> and, for its consumers, <see cref="AddSummarizationConsumers"/> within the host's bus.
    /// The model is loaded before the bus starts: a file that cannot be used stops the host with an error that names the setting and the fix.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Holds <c>CallSummary:Summarization</c>; see <see cref="SummarizationOptions"/>.</param>
    public static IServiceCollection AddSummarization(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<SummarizationOptions>()
            .Bind(configuration.GetSection(SummarizationOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SummarizationOptions>, SummarizationOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();

        services.AddSingleton<SummarizationMetrics>();
        services.AddSingleton(provider => LlamaModel.Load(
            provider.GetRequiredService<IOptions<SummarizationOptions>>(), provider.GetRequiredService<ILogger<LlamaModel>>(), provider.GetRequiredService<SummarizationMetrics>()));
        services.AddSingleton(provider => new SummaryEngineSource(() => SummaryModels.Create(provider)));
        services.AddHostedService(provider => provider.GetRequiredService<SummaryEngineSource>());
        services.AddSingleton<CallTransactions>();
        services.AddSingleton<RiskLane>();
        services.AddSingleton<CallProgress>();
        services.AddSingleton<SummaryWriter>();
        services.AddSingleton<CallMemories>();
        services.AddSingleton<TenantTemplates>();
        services.AddSingleton<LiveCalls>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveCalls>());
        services.AddSingleton<WorkInFlight>();
        services.AddSingleton<LateSummaries>();
        services.AddSingleton<SummaryDrafts>();
        services.AddSingleton<CallSummarizer>();
        services.AddSingleton<RerunModels>();
        services.AddSingleton<TranscriptReruns>();
        services.AddSingleton<SummaryReruns>();
        services.AddSingleton<UnfinishedReruns>();
        services.AddSingleton<UnfinishedCalls>();
        services.AddHostedService(provider => provider.GetRequiredService<UnfinishedCalls>());
        return services;
    }

    /// <summary>Adds the stage's consumers to the bus: utterances' texts, ended calls, transcribed calls, commands to do work again, erasures and changed consent.</summary>
    public static void AddSummarizationConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<UtteranceTranscribedConsumer, UtteranceTranscribedConsumerDefinition>();
        bus.AddConsumer<CallEndedConsumer, CallEndedConsumerDefinition>();
        bus.AddConsumer<CallTranscribedConsumer, CallTranscribedConsumerDefinition>();
        bus.AddConsumer<SummaryFaultConsumer, SummaryFaultConsumerDefinition>();
        bus.AddConsumer<ResummarizeCallConsumer, ResummarizeCallConsumerDefinition>();
        bus.AddConsumer<RetranscriptionFailedConsumer, RetranscriptionFailedConsumerDefinition>();
        bus.AddConsumer<DropWorkConsumer, DropWorkConsumerDefinition>();
    }
}

using CallSummary.Contracts;
using CallSummary.Transcription.Catalogue;
using CallSummary.Transcription.Languages;
using CallSummary.Transcription.Load;
using CallSummary.Transcription.Partials;
using CallSummary.Transcription.Reruns;
using CallSummary.Transcription.Servers;
using CallSummary.Transcription.Utterances;
using CallSummary.Transcription.Voice;
using CallSummary.Transcription.Whisper;
using CallSummary.Transcription.Workers;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Transcription;

/// <summary>Adds the transcription stage to a host.</summary>
public static class TranscriptionServices
{
    /// <summary>
    /// Adds the engine and its settings (section <c>CallSummary:Transcription</c>). The host does not start when the model file or the
    /// native library is unusable; the message names the fix. An <see cref="IRecordedAudio"/> in the container is used for utterances whose
    /// audio does not travel inline.
    /// </summary>
    /// <exception cref="OptionsValidationException">At start, when a setting is out of range.</exception>
    public static IServiceCollection AddTranscription(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TranscriptionOptions>()
            .Bind(configuration.GetSection(TranscriptionOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<TranscriptionOptions>, TranscriptionOptionsValidator>();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TranscriptionMetrics>();
        services.AddSingleton<TranscriptionLag>();
        services.AddHealthChecks().AddCheck<TranscriptionCheck>("transcription", tags: ["ready"]);
        services.AddHttpClient(OpenAiTranscriber.ClientName, client =>
        {
            // The utterance's own limit of time holds instead.
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.MaxResponseContentBufferSize = OpenAiTranscriber.MaxAnswer;
        }).AddSpeechServerPipeline();
        services.AddSingleton(provider => new WhisperModelInUse(
            WhisperModel.Load(ModelFolder.Resolve(Options(provider)), Options(provider), provider.GetRequiredService<ILogger<WhisperModel>>())));
        services.AddSingleton(CreateTranscriber);
        services.AddSingleton<LegLanguages>();
        services.AddSingleton<IVoiceDetector>(provider => Options(provider).VoiceActivity
            ? ActivatorUtilities.CreateInstance<SileroVoiceDetector>(provider)
            : ActivatorUtilities.CreateInstance<LevelVoiceDetector>(provider));
        services.AddScoped(provider => new UtteranceSound(provider.GetService<IRecordedAudio>()));
        services.AddSingleton<SetAsideUtterances>();
        services.AddScoped<UtteranceTranscription>();
        services.AddSingleton<RunningUtterances>();
        services.AddScoped<PartialTranscription>();
        services.AddScoped<RerunTranscribers>();
        services.AddScoped<Retranscription>();
        services.AddHostedService<TranscriptionStart>();
        services.AddHostedService<ChosenModelWatch>();
        return services;
    }

    /// <summary>Adds the consumers of <see cref="UtteranceCaptured"/>, <see cref="UtteranceContinued"/> and <see cref="RetranscribeCall"/>; needs <see cref="AddTranscription"/>.</summary>
    public static void AddTranscriptionConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<UtteranceCapturedConsumer, UtteranceCapturedConsumerDefinition>();
        bus.AddConsumer<UtteranceContinuedConsumer, UtteranceContinuedConsumerDefinition>();
        bus.AddConsumer<RetranscribeCallConsumer, RetranscribeCallConsumerDefinition>();
    }

    private static ITranscriber CreateTranscriber(IServiceProvider provider)
    {
        var options = Options(provider);
        if (options.Engine == TranscriptionEngine.Whisper)
        {
            return CreateLocal(provider, options);
        }

        var logger = provider.GetRequiredService<ILogger<OpenAiTranscriber>>();
        TranscriptionLog.ServerChosen(logger, options.Server.BaseAddress!, options.Server.Model);
        ITranscriber server = ActivatorUtilities.CreateInstance<OpenAiTranscriber>(provider);
        return options.Server.FallbackToLocal
            ? new FallbackTranscriber(
                server, CreateLocal(provider, options), provider.GetRequiredService<TranscriptionMetrics>(), provider.GetRequiredService<ILogger<FallbackTranscriber>>())
            : server;
    }

    private static ITranscriber CreateLocal(IServiceProvider provider, TranscriptionOptions options) => options.WorkerProcesses
        ? ActivatorUtilities.CreateInstance<ProcessTranscriber>(provider)
        : ActivatorUtilities.CreateInstance<WhisperTranscriber>(provider);

    private static TranscriptionOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<TranscriptionOptions>>().Value;
}

using CallSummary.Transcription.Catalogue;
using CallSummary.Transcription.Whisper;
using CallSummary.Transcription.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Transcription.Reruns;

/// <summary>
/// The engine for a call that is transcribed again: the service's own, or, for another model of the model folder, one that is loaded beside it and
/// goes with the call.
/// </summary>
internal sealed class RerunTranscribers(IServiceProvider services, IOptions<TranscriptionOptions> options, ILogger<WhisperModel> logger)
{
    /// <returns>The engine; null when there is no model of this name here.</returns>
    /// <exception cref="TranscriptionException">Its file is not usable.</exception>
    public RerunTranscriber? Rent(string? model)
    {
        var own = services.GetRequiredService<ITranscriber>();
        if (model is null || own.Model.StartsWith($"{model} ", StringComparison.OrdinalIgnoreCase) || own.Model == model)
        {
            return new RerunTranscriber(own);
        }

        var folder = new ModelFolder(options.Value.ModelFolder);
        if (folder.Installed.FirstOrDefault(file => file.Equals(model, StringComparison.OrdinalIgnoreCase) || file.Equals($"{model}.bin", StringComparison.OrdinalIgnoreCase)) is not { } name)
        {
            return null;
        }

        var settings = options.Value.ForOne(folder.FileOf(name));
        if (settings.WorkerProcesses)
        {
            var worker = ActivatorUtilities.CreateInstance<ProcessTranscriber>(services, Options.Create(settings));
            return new RerunTranscriber(worker, worker);
        }

        var loaded = new WhisperModelInUse(WhisperModel.Load(settings.ModelPath!, settings, logger));
        var transcriber = ActivatorUtilities.CreateInstance<WhisperTranscriber>(services, loaded, Options.Create(settings));
        return new RerunTranscriber(transcriber, transcriber, loaded);
    }
}

using CallSummary.Transcription.Whisper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Transcription.Catalogue;

/// <summary>Takes the model that <c>models use</c> has chosen, while the service runs. One that does not load changes nothing.</summary>
internal sealed class ChosenModelWatch(
    IServiceProvider services,
    IOptions<TranscriptionOptions> options,
    TimeProvider time,
    ILogger<ChosenModelWatch> logger) : BackgroundService
{
    // Asked for by hand, now and then; a file's notification would not reach across network file systems.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private string _loaded = ModelFolder.Resolve(options.Value);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value is not { Engine: TranscriptionEngine.Whisper, WorkerProcesses: false })
        {
            // Worker processes look for themselves; a server has its own model.
            return;
        }

        var inUse = services.GetRequiredService<WhisperModelInUse>();
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look(inUse);
        }
    }

    /// <summary>Switches if another model was chosen since.</summary>
    private void Look(WhisperModelInUse inUse)
    {
        try
        {
            var wanted = ModelFolder.Resolve(options.Value);
            if (wanted == _loaded)
            {
                return;
            }

            // Remembered before it is tried: one that fails is not tried again until another is chosen.
            _loaded = wanted;
            inUse.Replace(WhisperModel.Load(wanted, options.Value, logger));
        }
        catch (Exception e) when (e is TranscriptionException or IOException or UnauthorizedAccessException)
        {
            TranscriptionLog.SwitchFailed(logger, e.Message, inUse.Current.Name);
        }
    }
}

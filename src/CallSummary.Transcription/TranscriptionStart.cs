using CallSummary.Transcription.Voice;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CallSummary.Transcription;

/// <summary>Loads the model before the host starts anything, the bus above all: what is wrong with it stops the start, with a message that names the fix.</summary>
internal sealed class TranscriptionStart(IServiceProvider services) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) =>
        Task.Run(
            () =>
            {
                services.GetRequiredService<ITranscriber>();
                services.GetRequiredService<IVoiceDetector>();
            },
            cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using Microsoft.Extensions.Options;

namespace CallSummary.Transcription.Whisper;

/// <summary>Transcribes with whisper.cpp in this process: one set of weights for all workers, one native state for each.</summary>
internal sealed class WhisperTranscriber(
    WhisperModelInUse models,
    IOptions<TranscriptionOptions> options,
    TimeProvider time,
    TranscriptionMetrics metrics) : ITranscriber, IDisposable
{
    private readonly WorkerSlots _slots = new(models.Current.Plan.Workers, options.Value.UtteranceTimeout, time, metrics);

    public string Model => models.Current.Name;

    public Task<Recognition> TranscribeAsync(Speech speech, CancellationToken cancellationToken) =>
        _slots.RunAsync(stop => ListenAsync(speech, stop), cancellationToken);

    public Task<Recognition?> TranscribeIfIdleAsync(Speech speech, CancellationToken cancellationToken) =>
        _slots.RunIfIdleAsync(stop => ListenAsync(speech, stop), cancellationToken);

    private async Task<Recognition> ListenAsync(Speech speech, CancellationToken stop)
    {
        using var lease = models.Rent();
        return await new WhisperListening(lease.Model, options.Value, speech, stop).RunAsync();
    }

    public void Dispose() => _slots.Dispose();
}

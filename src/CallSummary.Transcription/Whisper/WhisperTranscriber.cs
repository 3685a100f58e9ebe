using Microsoft.Extensions.Options;

namespace CallSummary.Transcription.Whisper;

/// <summary>Transcribes with whisper.cpp in this process: one set of weights for all workers, one native state for each.</summary>
internal sealed class WhisperTranscriber : ITranscriber, IDisposable
{
    private readonly WhisperModelInUse _models;
    private readonly TranscriptionOptions _options;
    private readonly WorkerSlots _slots;

    public WhisperTranscriber(WhisperModelInUse models, IOptions<TranscriptionOptions> options, TimeProvider time, TranscriptionMetrics metrics)
    {
        (_models, _options) = (models, options.Value);
        _slots = new WorkerSlots(models.Current.Plan.Workers, _options.UtteranceTimeout, time, metrics);
        models.Replaced += Follow;
    }

    public string Model => _models.Current.Name;

    /// <summary>Utterances that are heard at once with the current model.</summary>
    internal int Workers => _slots.Count;

    public Task<Recognition> TranscribeAsync(Speech speech, CancellationToken cancellationToken) =>
        _slots.RunAsync(stop => ListenAsync(speech, stop), cancellationToken);

    public Task<Recognition?> TranscribeIfIdleAsync(Speech speech, CancellationToken cancellationToken) =>
        _slots.RunIfIdleAsync(stop => ListenAsync(speech, stop), cancellationToken);

    private async Task<Recognition> ListenAsync(Speech speech, CancellationToken stop)
    {
        using var lease = _models.Rent();
        return await new WhisperListening(lease.Model, _options, speech, stop).RunAsync();
    }

    public void Dispose()
    {
        _models.Replaced -= Follow;
        _slots.Dispose();
    }

    // A larger model takes more threads and memory for each utterance: fewer at once.
    private void Follow(WhisperModel model) => _slots.Resize(model.Plan.Workers);
}

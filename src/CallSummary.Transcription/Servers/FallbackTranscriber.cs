using Microsoft.Extensions.Logging;

namespace CallSummary.Transcription.Servers;

/// <summary>Asks the server, and the local model where the server fails. Which of them wrote a line stands in its model's name.</summary>
internal sealed class FallbackTranscriber(ITranscriber server, ITranscriber local, TranscriptionMetrics metrics, ILogger<FallbackTranscriber> logger)
    : ITranscriber, IDisposable
{
    public string Model => server.Model;

    public async Task<Recognition> TranscribeAsync(Speech speech, CancellationToken cancellationToken)
    {
        try
        {
            return await server.TranscribeAsync(speech, cancellationToken);
        }
        catch (Exception e) when (e is TranscriptionException or TimeoutException)
        {
            metrics.FellBack();
            TranscriptionLog.FallsBack(logger, e.Message);
            var heard = await local.TranscribeAsync(speech, cancellationToken);
            return heard with { Model = heard.Model ?? local.Model };
        }
    }

    /// <summary>Asks the server alone: where it fails, the local model has the whole utterances to do.</summary>
    public Task<Recognition?> TranscribeIfIdleAsync(Speech speech, CancellationToken cancellationToken) => server.TranscribeIfIdleAsync(speech, cancellationToken);

    public void Dispose()
    {
        (server as IDisposable)?.Dispose();
        (local as IDisposable)?.Dispose();
    }
}

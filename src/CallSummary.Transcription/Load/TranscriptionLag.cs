using Microsoft.Extensions.Options;

namespace CallSummary.Transcription.Load;

/// <summary>
/// How far behind the speakers this process is: the time from an utterance's publication to its text, the wait on the bus included. Above capacity
/// it grows while nothing is lost, and shrinks again when fewer speak.
/// </summary>
internal sealed class TranscriptionLag(IOptions<TranscriptionOptions> options, TranscriptionMetrics metrics, TimeProvider time)
{
    // What nobody has confirmed for so long is no longer true: no utterance came.
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private TimeSpan _last;
    private DateTimeOffset _seen;

    /// <summary>The lag, where it is longer than <see cref="TranscriptionOptions.BehindAfter"/> and was so within the last minute; else null.</summary>
    public TimeSpan? Behind
    {
        get
        {
            lock (_gate)
            {
                return _last > options.Value.BehindAfter && time.GetUtcNow() - _seen < Stale ? _last : null;
            }
        }
    }

    /// <summary>Takes note of an utterance whose text has just been published.</summary>
    /// <param name="sent">When the utterance was published, by its sender's clock (UTC); null where the bus does not say.</param>
    public void Published(DateTime? sent)
    {
        if (sent is null)
        {
            return;
        }

        var now = time.GetUtcNow();
        var lag = now - DateTime.SpecifyKind(sent.Value, DateTimeKind.Utc);

        // Another host's clock may be ahead of ours.
        lag = lag < TimeSpan.Zero ? TimeSpan.Zero : lag;
        metrics.Lag(lag);
        lock (_gate)
        {
            (_last, _seen) = (lag, now);
        }
    }
}

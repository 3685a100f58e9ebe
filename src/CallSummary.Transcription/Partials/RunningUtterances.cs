using CallSummary.Contracts;
using Microsoft.Extensions.Caching.Memory;

namespace CallSummary.Transcription.Partials;

/// <summary>The utterances that are being said now, as far as this process has heard them; forgotten when nothing more comes.</summary>
internal sealed class RunningUtterances : IDisposable
{
    private const int Most = 20_000;
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _utterances = new(new MemoryCacheOptions { SizeLimit = Most });

    public int Count => _utterances.Count;

    public RunningUtterance Of(Guid callId, Leg leg, int sequence) => _utterances.GetOrCreate((callId, leg, sequence), entry =>
    {
        entry.SetSize(1).SetSlidingExpiration(Forgotten);
        return new RunningUtterance();
    })!;

    /// <summary>The whole utterance has come: its beginnings are late from now on.</summary>
    public void End(UtteranceCaptured utterance)
    {
        if (_utterances.Get<RunningUtterance>((utterance.CallId, utterance.Leg, utterance.Sequence)) is { } running)
        {
            lock (running)
            {
                running.HasEnded = true;
            }
        }
    }

    public void Dispose() => _utterances.Dispose();
}

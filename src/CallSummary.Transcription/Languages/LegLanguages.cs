using CallSummary.Contracts;
using Microsoft.Extensions.Caching.Memory;

namespace CallSummary.Transcription.Languages;

/// <summary>
/// Remembers the language of each leg while its call runs, so that it is not detected anew for every utterance and one foreign phrase
/// does not turn the leg. A hint only: any worker may do any utterance, and without the memory the same utterance gives the same text.
/// </summary>
internal sealed class LegLanguages : IDisposable
{
    // Utterances in a row in another language that turn a leg.
    private const int TurnsAfter = 2;

    // Every so often the leg's language is asked again, so that one wrong start does not last for the call.
    private const int AsksAgainAfter = 8;

    private const int MostLegs = 20_000;
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(30);

    private readonly MemoryCache _legs = new(new MemoryCacheOptions { SizeLimit = MostLegs });

    public int Count => _legs.Count;

    /// <summary>The language that the leg's next utterance is likely to have, or null when it must be asked. A leg that has not spoken is likely to answer in the other's.</summary>
    public string? Likely(Guid callId, Leg leg)
    {
        if (MemoryOf(callId, leg) is not { } memory)
        {
            // Two people who talk mostly share a language.
            return MemoryOf(callId, Other(leg))?.Language;
        }

        lock (memory)
        {
            return ++memory.Asked % AsksAgainAfter == 0 ? null : memory.Language;
        }
    }

    /// <summary>The language that the leg, or else the other, has spoken so far, or null; for a guess, which does not count as asking.</summary>
    public string? Remembered(Guid callId, Leg leg) => (MemoryOf(callId, leg) ?? MemoryOf(callId, Other(leg)))?.Language;

    /// <summary>Takes note of the language of an utterance that was understood.</summary>
    public void Heard(Guid callId, Leg leg, string language)
    {
        if (language.Length == 0)
        {
            return;
        }

        var memory = _legs.GetOrCreate((callId, leg), entry =>
        {
            entry.SetSize(1).SetSlidingExpiration(Forgotten);
            return new Memory { Language = language };
        })!;
        lock (memory)
        {
            memory.Strange = memory.Language == language ? 0 : memory.Strange + 1;
            if (memory.Strange >= TurnsAfter)
            {
                (memory.Language, memory.Strange) = (language, 0);
            }
        }
    }

    public void Dispose() => _legs.Dispose();

    private static Leg Other(Leg leg) => leg == Leg.Caller ? Leg.Callee : Leg.Caller;

    private Memory? MemoryOf(Guid callId, Leg leg) => _legs.Get<Memory>((callId, leg));

    private sealed class Memory
    {
        public required string Language { get; set; }

        public int Strange { get; set; }

        public int Asked { get; set; }
    }
}

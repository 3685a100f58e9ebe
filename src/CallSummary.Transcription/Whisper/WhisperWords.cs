using Whisper.net;

namespace CallSummary.Transcription.Whisper;

/// <summary>Puts a segment's tokens together to words.</summary>
internal static class WhisperWords
{
    // Token times are hundredths of a second.
    private const double TicksPerSecond = 100;

    /// <param name="text">The segment's text.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="endOfText">First token that is not text.</param>
    /// <returns>The words, or null where tokens and words do not fall together: no times are better than wrong ones.</returns>
    public static IReadOnlyList<RecognizedWord>? Of(string text, IReadOnlyList<WhisperToken> tokens, int endOfText)
    {
        // A word begins with the token that begins with a space; a token may hold half a letter, so its own text is not used.
        var spoken = tokens.Where(t => t.Id < endOfText).ToArray();
        var starts = Enumerable.Range(0, spoken.Length).Where(i => i == 0 || spoken[i].Text?.StartsWith(' ') == true).ToArray();
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length != starts.Length ? null : [.. words.Select((word, i) =>
        {
            var own = spoken[starts[i]..(i + 1 < starts.Length ? starts[i + 1] : spoken.Length)];
            return new RecognizedWord(Time(own[0].Start), Time(own[^1].End), word, own.Min(t => t.Probability));
        })];
    }

    private static TimeSpan Time(long hundredths) => TimeSpan.FromSeconds(hundredths / TicksPerSecond);
}

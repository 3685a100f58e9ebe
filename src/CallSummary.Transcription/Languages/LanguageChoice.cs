namespace CallSummary.Transcription.Languages;

/// <summary>Chooses a language by what was heard in each: the right one is the more probable, and written in its own letters.</summary>
internal static class LanguageChoice
{
    // A text this probable in the leg's language needs no second opinion.
    private const double Settled = 0.7;

    // Closer than this, probabilities do not tell.
    private const double Margin = 0.003;

    private const double Contradiction = 0.5;

    // What another language must be better by than the one that the leg has spoken so far.
    private const double Loyalty = 0.02;

    public static bool IsSettled(Recognition heard) =>
        heard.Text.Length > 0 && heard.Probability >= Settled && Writing.Fits(heard.Text, heard.Language);

    /// <summary>The best of what was heard, and whether it is clearly the best.</summary>
    public static (Recognition Best, bool IsClear) Best(IEnumerable<Recognition> heard, string? likely)
    {
        var ranked = heard.OrderByDescending(h => Score(h, likely)).ToArray();
        return (ranked[0], ranked.Length == 1 || Score(ranked[0], likely) - Score(ranked[1], likely) >= Margin);
    }

    private static double Score(Recognition heard, string? likely) => heard.Text.Length == 0
        ? 0
        : (heard.Probability ?? 0) + (heard.Language == likely ? Loyalty : 0) - (Writing.Contradicts(heard.Text, heard.Language) ? Contradiction : 0);
}

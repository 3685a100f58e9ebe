namespace CallSummary.Storage.Calls;

/// <summary>The one order of a call's transcript. Summaries cite line numbers, so whoever numbers lines numbers them by this.</summary>
public static class TranscriptOrder
{
    /// <summary>
    /// The transcript's lines: the utterances that hold text, by offset, then leg (caller first), then sequence. Line numbers are positions
    /// in the result, from 1.
    /// </summary>
    public static IReadOnlyList<Utterance> Lines(IEnumerable<Utterance> utterances) =>
        [.. utterances
            .Where(utterance => !string.IsNullOrWhiteSpace(utterance.Text))
            .OrderBy(utterance => utterance.Offset)
            .ThenBy(utterance => utterance.Leg)
            .ThenBy(utterance => utterance.Sequence)];
}

namespace CallSummary.Transcription.Evaluation;

/// <summary>Fewest insertions, deletions and substitutions between two sequences.</summary>
internal static class EditDistance
{
    public static int Between(IReadOnlyList<string> reference, IReadOnlyList<string> heard)
    {
        var previous = Enumerable.Range(0, heard.Count + 1).ToArray();
        var current = new int[heard.Count + 1];
        for (var i = 0; i < reference.Count; i++)
        {
            current[0] = i + 1;
            for (var j = 0; j < heard.Count; j++)
            {
                var change = previous[j] + (reference[i] == heard[j] ? 0 : 1);
                current[j + 1] = Math.Min(change, Math.Min(previous[j + 1], current[j]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[heard.Count];
    }
}

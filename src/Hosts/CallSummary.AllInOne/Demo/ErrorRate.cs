namespace CallSummary.AllInOne.Demo;

/// <summary>Word error rate for English, character error rate without spaces for Korean: the field's usual measures.</summary>
internal static class ErrorRate
{
    /// <summary>Edit distance over reference length, both after dropping punctuation and case.</summary>
    public static double Of(string language, string reference, string hypothesis)
    {
        var expected = Units(language, reference);
        var actual = Units(language, hypothesis);
        return expected.Count == 0 ? actual.Count : (double)Distance(expected, actual) / expected.Count;
    }

    private static List<string> Units(string language, string text)
    {
        var plain = new string([.. text.ToLowerInvariant().Where(c => !char.IsPunctuation(c))]);
        return language == "ko"
            ? [.. plain.Where(c => !char.IsWhiteSpace(c)).Select(c => c.ToString())]
            : [.. plain.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static int Distance(List<string> a, List<string> b)
    {
        var previous = Enumerable.Range(0, b.Count + 1).ToArray();
        foreach (var (x, i) in a.Select((x, i) => (x, i)))
        {
            var current = new int[b.Count + 1];
            current[0] = i + 1;
            for (var j = 0; j < b.Count; j++)
            {
                current[j + 1] = Math.Min(Math.Min(current[j], previous[j + 1]) + 1, previous[j] + (x == b[j] ? 0 : 1));
            }

            previous = current;
        }

        return previous[b.Count];
    }
}

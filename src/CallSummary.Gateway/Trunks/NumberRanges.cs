namespace CallSummary.Gateway.Trunks;

/// <summary>Numbers from a first to a last one of the same length, many of them, found quickly.</summary>
internal sealed class NumberRanges
{
    private readonly Dictionary<int, (string First, string Last)[]> _byLength;

    public NumberRanges(IEnumerable<(string First, string Last)> ranges) => _byLength = ranges
        .GroupBy(r => r.First.Length)
        .ToDictionary(g => g.Key, g => Joined([.. g.OrderBy(r => r.First, StringComparer.Ordinal)]));

    public bool Contains(string number)
    {
        if (!_byLength.TryGetValue(number.Length, out var ranges))
        {
            return false;
        }

        var (low, high) = (0, ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(number, ranges[middle].First) < 0)
            {
                high = middle - 1;
            }
            else if (string.CompareOrdinal(number, ranges[middle].Last) > 0)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    // The search needs ranges that do not overlap.
    private static (string First, string Last)[] Joined(List<(string First, string Last)> sorted)
    {
        List<(string First, string Last)> joined = [];
        foreach (var range in sorted)
        {
            if (joined.Count > 0 && string.CompareOrdinal(range.First, joined[^1].Last) <= 0)
            {
                var last = string.CompareOrdinal(range.Last, joined[^1].Last) > 0 ? range.Last : joined[^1].Last;
                joined[^1] = (joined[^1].First, last);
            }
            else
            {
                joined.Add(range);
            }
        }

        return [.. joined];
    }
}

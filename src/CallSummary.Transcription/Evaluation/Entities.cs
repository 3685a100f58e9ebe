namespace CallSummary.Transcription.Evaluation;

/// <summary>What must be right above all: the entities that the corpus names, or the words with digits.</summary>
internal static class Entities
{
    /// <returns>How many there are, and how many of them the text heard does not hold.</returns>
    public static (int Count, int Missed) Compare(AsrSample sample, string heard)
    {
        var entities = sample.Entities.Count > 0 ? sample.Entities : [.. TextUnits.Words(sample.Text).Where(w => w.Any(char.IsDigit))];
        var left = string.Concat(TextUnits.Characters(heard));
        var missed = 0;
        foreach (var entity in entities)
        {
            var key = string.Concat(TextUnits.Characters(entity));
            var at = left.IndexOf(key, StringComparison.Ordinal);
            if (at < 0)
            {
                missed++;
            }
            else
            {
                // Each hit counts once: the same number said twice must be heard twice.
                left = left.Remove(at, key.Length).Insert(at, "\u0001");
            }
        }

        return (entities.Count, missed);
    }
}

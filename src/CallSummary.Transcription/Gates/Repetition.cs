namespace CallSummary.Transcription.Gates;

/// <summary>Finds a decoder that loops: the same words over and over, in texts too short for a compression ratio to tell.</summary>
internal static class Repetition
{
    private const int LongestPhrase = 8;

    // "네, 네, 네, 네" is said; a phrase of several words is not said four times on end.
    private const int WordRepeats = 8;
    private const int PhraseRepeats = 4;

    public static bool IsLoop(string text)
    {
        var words = text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('.', ',', '!', '?', '…')).ToArray();
        for (var length = 1; length <= LongestPhrase; length++)
        {
            var most = length == 1 ? WordRepeats : PhraseRepeats;
            for (var (i, run) = (length, 0); i < words.Length; i++)
            {
                run = words[i] == words[i - length] ? run + 1 : 0;
                if (run >= length * (most - 1) && !words[(i - length + 1)..(i + 1)].All(IsDigit))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // A number is read digit by digit, and may be 0 0 0 0 0 0 0 0.
    private static bool IsDigit(string word) => word.Length == 1 && char.IsDigit(word[0]);
}

namespace CallSummary.Transcription.Partials;

/// <summary>
/// What may be shown of an utterance that is still being said: the words at its beginning in which two recognitions after each other agree
/// (LocalAgreement-2 of Macháček, Dabre, Bojar, "Turning Whisper into Real-Time Transcription System", 2023). It only grows. Not thread-safe.
/// </summary>
internal sealed class AgreedText
{
    private string[] _last = [];
    private string[] _agreed = [];

    /// <summary>The words so far.</summary>
    public string Text => string.Join(' ', _agreed);

    /// <summary>Takes what was heard of a longer stretch of the same utterance.</summary>
    /// <returns>Whether there is more to show.</returns>
    public bool Hear(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var same = 0;
        while (same < Math.Min(words.Length, _last.Length) && Plain(words[same]) == Plain(_last[same]))
        {
            same++;
        }

        _last = words;
        if (same <= _agreed.Length)
        {
            return false;
        }

        _agreed = words[..same];
        return true;
    }

    // "네," and "네." are the same word: punctuation changes with what follows.
    private static string Plain(string word) =>
        word.Any(char.IsLetterOrDigit) ? string.Concat(word.Where(char.IsLetterOrDigit)).ToLowerInvariant() : word;
}

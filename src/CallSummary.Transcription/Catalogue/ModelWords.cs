namespace CallSummary.Transcription.Catalogue;

/// <summary>The words of a <c>models</c> command line.</summary>
internal sealed class ModelWords
{
    public ModelWords(IEnumerable<string> words)
    {
        var plain = new List<string>();
        var queue = new Queue<string>(words);
        while (queue.TryDequeue(out var word))
        {
            if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                plain.Add(word);
                continue;
            }

            var cut = word.IndexOf('=');
            var value = cut > 0 ? word[(cut + 1)..] : queue.TryDequeue(out var next) ? next : "";
            Take(cut > 0 ? word[..cut] : word, value);
        }

        Action = plain.ElementAtOrDefault(0) ?? "";
        Subject = plain.ElementAtOrDefault(1);
        Problem ??= plain.Count > 2 ? $"'{plain[2]}' is too much." : null;
    }

    public string Action { get; }

    public string? Subject { get; }

    public string? Sha256 { get; private set; }

    public string? Name { get; private set; }

    public Uri? From { get; private set; }

    /// <summary>What is wrong with the words, or null.</summary>
    public string? Problem { get; private set; }

    private void Take(string option, string value)
    {
        switch (option)
        {
            case "--sha256" when value.Length == 64 && value.All(char.IsAsciiHexDigit):
                Sha256 = value;
                break;
            case "--sha256":
                Problem = "--sha256 takes 64 hexadecimal digits.";
                break;
            case "--name" when value.Length > 0:
                Name = value;
                break;
            case "--from" when Uri.TryCreate(value, UriKind.Absolute, out var source) && source.Scheme is "http" or "https":
                From = source;
                break;
            case "--from":
                Problem = "--from takes an http or https address: the folder of the file.";
                break;
            default:
                Problem = $"{option} is no option of this command.";
                break;
        }
    }
}

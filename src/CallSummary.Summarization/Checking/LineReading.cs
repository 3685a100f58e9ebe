using System.Text;
using CallSummary.Summarization.Risk;

namespace CallSummary.Summarization.Checking;

/// <summary>What a line says, read once: a long call's lines are read while it runs, so that its end costs no more than a short one's.</summary>
internal sealed class LineReading(string text)
{
    private IReadOnlyList<(RiskSign Sign, string Phrase)>? _signs;
    private string? _squashed;

    public string Text { get; } = text;

    /// <summary>Numbers, amounts, times and days, read generously.</summary>
    public IReadOnlyList<Anchor> Anchors { get; } = AnchorReader.Read(text, generous: true);

    /// <summary>Its words of letters, as they are.</summary>
    public IReadOnlyList<string> Words { get; } = [.. WordsOf(text)];

    /// <summary>Stems of the words that carry meaning.</summary>
    public IReadOnlyList<string> Content { get; } = ContentWords.Of(text);

    /// <summary>Letters and digits alone, in lower case.</summary>
    public string Squashed => _squashed ??= Squash(Text);

    /// <summary>Signs of fraud in it.</summary>
    public IReadOnlyList<(RiskSign Sign, string Phrase)> Signs => _signs ??= RiskSigns.In(Text);

    /// <summary>Tokens that the model needs for it; 0 until it has been counted.</summary>
    public int Cost { get; set; }

    public static string Squash(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    public static IEnumerable<string> WordsOf(string text)
    {
        var word = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsLetter(c))
            {
                word.Append(c);
                continue;
            }

            if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }
}

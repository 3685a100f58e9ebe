using CallSummary.Summarization.Checking;

namespace CallSummary.Summarization.Extractive;

/// <summary>Cuts a text between words, and not within a number: half a name or half a number would be something that nobody said.</summary>
internal static class Shortening
{
    public static string At(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var said = AnchorReader.Read(text, generous: false);
        var end = longest;
        do
        {
            end = text.LastIndexOf(' ', end - 1);
        }
        while (end > 0 && AnchorReader.Read(text[..end], generous: false).Any(anchor => !said.Contains(anchor)));
        return string.Concat(end > 0 ? text.AsSpan(0, end).TrimEnd() : text.AsSpan(0, longest - 1), "…");
    }
}

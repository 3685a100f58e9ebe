using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CallSummary.Contracts;

namespace CallSummary.Summarization.Evaluation;

/// <summary>
/// The models' summaries side by side under letters, in an order that changes from dialogue to dialogue and tells nothing; the key is a file of
/// its own. The order comes from a hash, so that the same results give the same sheet.
/// </summary>
internal static class BlindComparison
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static (string Text, string Key) Write(IReadOnlyList<(ModelScore Score, IReadOnlyList<DialogueScore> Dialogues)> results)
    {
        var text = new StringBuilder("# Which summary is better?\n\nRead the transcript, then say for each dialogue which letter you would rather have had, before you open blind-key.json.\n");
        var key = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        for (var i = 0; i < results[0].Dialogues.Count; i++)
        {
            var dialogue = results[0].Dialogues[i].Dialogue;
            text.Append(CultureInfo.InvariantCulture, $"\n## {dialogue.Id}\n\n");
            foreach (var line in dialogue.Lines)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {line}\n");
            }

            var order = Enumerable.Range(0, results.Count).OrderBy(m => Shuffle($"{dialogue.Id}\n{results[m].Score.Model}\n{m}"), StringComparer.Ordinal).ToList();
            key[dialogue.Id] = [];
            for (var place = 0; place < order.Count; place++)
            {
                var letter = ((char)('A' + place)).ToString();
                key[dialogue.Id][letter] = results[order[place]].Score.Model;
                text.Append(CultureInfo.InvariantCulture, $"\n### {letter}\n\n");
                Write(text, results[order[place]].Dialogues[i].Shown);
            }
        }

        return (text.ToString(), JsonSerializer.Serialize(key, Indented) + "\n");
    }

    private static void Write(StringBuilder text, SummaryContent content)
    {
        text.Append(CultureInfo.InvariantCulture, $"**{content.Title}**\n\n{content.Summary}\n\n");
        foreach (var item in ShownItem.Of(content))
        {
            var what = item.What.Length > 0 ? $"{item.What}: " : string.Empty;
            text.Append(CultureInfo.InvariantCulture, $"- {item.Section}: {what}{item.Text} [{string.Join(", ", item.Evidence)}]\n");
        }

        if (content.Risk.Level != "none")
        {
            text.Append(CultureInfo.InvariantCulture, $"- risk: {content.Risk.Level} {content.Risk.Reason}\n");
        }
    }

    private static string Shuffle(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CallSummary.Summarization.Evaluation;

/// <summary>The report for programs: the first model's figures at the top, all models below them.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyList<(ModelScore Score, IReadOnlyList<DialogueScore> Dialogues)> results)
    {
        var report = JsonSerializer.SerializeToNode(results[0].Score)!.AsObject();
        report["by_language"] = By(results[0].Dialogues, d => d.Dialogue.Language);
        report["by_kind"] = By(results[0].Dialogues, d => d.Dialogue.Kind);
        report["models"] = new JsonArray([.. results.Select(r => JsonSerializer.SerializeToNode(r.Score))]);
        return report.ToJsonString(Indented) + "\n";
    }

    /// <summary>What each model showed for each dialogue, one object a line.</summary>
    public static string WriteSummaries(IReadOnlyList<(ModelScore Score, IReadOnlyList<DialogueScore> Dialogues)> results)
    {
        var text = new StringBuilder();
        foreach (var (score, dialogues) in results)
        {
            foreach (var dialogue in dialogues)
            {
                var row = new JsonObject
                {
                    ["id"] = dialogue.Dialogue.Id,
                    ["model"] = score.Model,
                    ["fallback_reason"] = !dialogue.FellBack ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(dialogue.Failure.ToString()),
                    ["seconds"] = Math.Round(dialogue.Seconds, 4),
                    ["dropped"] = dialogue.Dropped,
                    ["unsupported"] = new JsonArray([.. dialogue.Unsupported.Select(u => JsonValue.Create(u))]),
                    ["content"] = JsonSerializer.SerializeToNode(dialogue.Shown),
                };
                text.Append(row.ToJsonString(Compact)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static JsonObject By(IReadOnlyList<DialogueScore> dialogues, Func<DialogueScore, string> key) =>
        new(dialogues.Where(d => key(d).Length > 0).GroupBy(key).Select(group => KeyValuePair.Create(group.Key, JsonSerializer.SerializeToNode(ModelScore.Of(group.Key, [.. group])))));
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CallSummary.Summarization.Summaries;

/// <summary>
/// Completes an answer that ends in the middle, because its limit was reached or the model had begun to repeat itself: what is whole stays, what
/// was begun goes, and fields that never came are empty.
/// </summary>
internal static class CutAnswer
{
    private static readonly string[] Lists = ["details", "action_items", "schedule", "facts", "tags"];

    /// <returns>Schema 1 as JSON, or null when not even the title is whole.</returns>
    public static string? Complete(string json)
    {
        if (Prefix(json) is not { } prefix || JsonNode.Parse(prefix) is not JsonObject content || content["title"] is not JsonValue)
        {
            return null;
        }

        content["summary"] ??= string.Empty;
        foreach (var list in Lists.Where(list => content[list] is not JsonArray))
        {
            content[list] = new JsonArray();
        }

        if (content["risk"] is not JsonObject { Count: 3 })
        {
            content["risk"] = new JsonObject { ["level"] = "none", ["reason"] = string.Empty, ["evidence"] = new JsonArray() };
        }

        return content.ToJsonString();
    }

    /// <summary>The longest beginning that ends with a whole field or a whole item of a list, with what is open closed.</summary>
    private static string? Prefix(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, default);
        var open = new Stack<char>();
        (long End, string Closing)? best = null;
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push(reader.TokenType == JsonTokenType.StartObject ? '}' : ']');
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        open.Pop();
                        break;
                }

                if (open.Count == 0)
                {
                    // It ends by itself: what it lacks, it was not going to say.
                    return null;
                }

                // At the level of fields, or of items within a field's list.
                var whole = reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.StartArray);
                if (whole && (open.Count == 1 || (open.Count == 2 && open.Peek() == ']')))
                {
                    best = (reader.BytesConsumed, string.Concat(open));
                }
            }
        }
        catch (JsonException)
        {
            // What came before the fault is whole all the same.
        }

        return best is { } at ? Encoding.UTF8.GetString(bytes, 0, (int)at.End) + at.Closing : null;
    }
}

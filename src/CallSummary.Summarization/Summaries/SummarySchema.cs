using System.Text.Json;
using System.Text.Json.Nodes;

namespace CallSummary.Summarization.Summaries;

/// <summary>
/// Summary schema version 1 as the model must write it. The one place: the in-process engine's grammar and the server's response format
/// are both made from it. (<c>starts_at</c> is not here: the service resolves dates, never the model.)
/// </summary>
internal static class SummarySchema
{
    public const string Name = "call_summary_v1";
    public const int MaxTitle = 120;
    public const int MaxSummary = 800;
    public const int MaxText = 300;
    public const int MaxItems = 12;

    public static readonly IReadOnlyList<string> Owners = ["me", "other"];
    public static readonly IReadOnlyList<string> FactKinds = ["phone", "account", "amount", "code", "address", "other"];
    public static readonly IReadOnlyList<string> RiskLevels = ["none", "suspicious", "dangerous"];

    /// <summary>The schema for a transcript of so many lines: evidence can name no other line.</summary>
    public static JsonElement For(int lines)
    {
        JsonObject Evidence(int least) => new()
        {
            ["type"] = "array",
            ["items"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = lines },
            ["minItems"] = least,
            ["maxItems"] = MaxItems,
        };
        var schema = Object(
            ("title", Text(MaxTitle)),
            ("summary", Text(MaxSummary)),
            ("details", Array(Object(("text", Text(MaxText)), ("evidence", Evidence(1))))),
            ("action_items", Array(Object(("owner", OneOf(Owners)), ("text", Text(MaxText)), ("evidence", Evidence(1))))),
            ("schedule", Array(Object(("what", Text(MaxText)), ("when", Text(MaxText)), ("evidence", Evidence(1))))),
            ("facts", Array(Object(("kind", OneOf(FactKinds)), ("value", Text(MaxText)), ("evidence", Evidence(1))))),
            ("tags", Array(Text(MaxTitle))),
            ("risk", Object(("level", OneOf(RiskLevels)), ("reason", Text(MaxText)), ("evidence", Evidence(0)))));
        return JsonSerializer.SerializeToElement(schema);
    }

    private static JsonObject Object(params (string Name, JsonObject Schema)[] members) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(members.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Name, m.Schema))),
        ["required"] = new JsonArray([.. members.Select(m => JsonValue.Create(m.Name))]),
        ["additionalProperties"] = false,
    };

    private static JsonObject Array(JsonObject items) => new() { ["type"] = "array", ["items"] = items, ["maxItems"] = MaxItems };

    private static JsonObject Text(int longest) => new() { ["type"] = "string", ["maxLength"] = longest };

    private static JsonObject OneOf(IReadOnlyList<string> values) => new() { ["type"] = "string", ["enum"] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]) };
}

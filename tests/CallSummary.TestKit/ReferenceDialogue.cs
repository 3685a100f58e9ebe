using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallSummary.TestKit;

/// <summary>A transcript with the summary that is right for it: the 200 reference dialogues and the six sample calls.</summary>
public sealed record ReferenceDialogue
{
    // First: static members are initialised in this order.
    private static readonly JsonSerializerOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required string Name { get; init; }

    public required string Language { get; init; }

    public required string Kind { get; init; }

    /// <summary>Numbered lines, joined by line feeds, as the model reads them.</summary>
    public required string Prompt { get; init; }

    /// <summary>The right summary, compact JSON.</summary>
    public required string Expected { get; init; }

    /// <summary>What the demonstration model writes in float32; empty for the sample calls.</summary>
    public required string Answer { get; init; }

    /// <summary>The lines as (speaker, text): <c>me</c> or <c>other</c>.</summary>
    public IReadOnlyList<(string Speaker, string Text)> Lines =>
        [.. Prompt.Split('\n').Select(line => line[(line.IndexOf(']', StringComparison.Ordinal) + 2)..].Split(": ", 2)).Select(parts => (parts[0], parts[1]))];

    /// <summary>The 200 dialogues that the model was not trained on.</summary>
    public static IReadOnlyList<ReferenceDialogue> All { get; } =
        [.. File.ReadLines(Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "summaries.jsonl")).Select((line, i) =>
        {
            var row = JsonSerializer.Deserialize<Row>(line)!;
            return new ReferenceDialogue { Name = $"{i + 1} {row.Language} {row.Kind}", Language = row.Language, Kind = row.Kind, Prompt = row.Prompt, Expected = row.Expected, Answer = row.Answer };
        })];

    /// <summary>The six sample calls, as their scripts say them.</summary>
    public static IReadOnlyList<ReferenceDialogue> SampleCalls { get; } =
        [.. Directory.GetDirectories(Path.Combine(RepositoryRoot.Path, "samples", "calls")).Order(StringComparer.Ordinal).Select(folder =>
        {
            var script = JsonSerializer.Deserialize<Script>(File.ReadAllText(Path.Combine(folder, "script.json")))!;
            using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected-summary.json")));
            return new ReferenceDialogue
            {
                Name = Path.GetFileName(folder),
                Language = script.Language,
                Kind = script.Kind,
                Prompt = string.Join('\n', script.Lines.Select(line => $"[{line.Line}] {line.Speaker}: {line.Text}")),
                Expected = JsonSerializer.Serialize(expected, Compact),
                Answer = string.Empty,
            };
        })];

    public override string ToString() => Name;

    private sealed record Row(
        [property: JsonPropertyName("language")] string Language,
        [property: JsonPropertyName("kind")] string Kind,
        [property: JsonPropertyName("prompt")] string Prompt,
        [property: JsonPropertyName("expected")] string Expected,
        [property: JsonPropertyName("answer")] string Answer);

    private sealed record Script(
        [property: JsonPropertyName("language")] string Language,
        [property: JsonPropertyName("kind")] string Kind,
        [property: JsonPropertyName("lines")] IReadOnlyList<ScriptLine> Lines);

    private sealed record ScriptLine(
        [property: JsonPropertyName("line")] int Line,
        [property: JsonPropertyName("speaker")] string Speaker,
        [property: JsonPropertyName("text")] string Text);
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallSummary.AllInOne.Demo;

/// <summary>A bundled call: one WAV per leg on one timeline, and the script it was made from.</summary>
internal sealed record SampleCall
{
    public required string Name { get; init; }

    public required string Language { get; init; }

    public required string CallerNumber { get; init; }

    public required string CalleeNumber { get; init; }

    public required string CallerWav { get; init; }

    public required string CalleeWav { get; init; }

    public required IReadOnlyList<ScriptLine> Lines { get; init; }

    /// <summary>Reads the calls below <paramref name="folder"/>, in the order of their names; all when <paramref name="names"/> is empty.</summary>
    /// <exception cref="DemoCallException">The folder or a named call is missing.</exception>
    public static IReadOnlyList<SampleCall> ReadAll(string folder, string callerNumber, IReadOnlyCollection<string> names)
    {
        if (!Directory.Exists(folder))
        {
            throw new DemoCallException($"The sample calls are not at {folder}: build the program from the repository, which copies samples/calls beside it.");
        }

        var folders = Directory.GetDirectories(folder).Order(StringComparer.Ordinal).ToList();
        if (names.FirstOrDefault(name => folders.All(f => Path.GetFileName(f) != name)) is { } unknown)
        {
            throw new DemoCallException($"No sample call is named {unknown}. There are: {string.Join(", ", folders.Select(Path.GetFileName))}.");
        }

        return [.. folders.Where(f => names.Count == 0 || names.Contains(Path.GetFileName(f))).Select((path, index) =>
        {
            var script = JsonSerializer.Deserialize<Script>(File.ReadAllText(Path.Combine(path, "script.json")))!;
            return new SampleCall
            {
                Name = Path.GetFileName(path),
                Language = script.Language,
                CallerNumber = callerNumber,
                CalleeNumber = $"+8225550{index + 101}",
                CallerWav = Path.Combine(path, "caller.wav"),
                CalleeWav = Path.Combine(path, "callee.wav"),
                Lines = script.Lines,
            };
        })];
    }

    private sealed record Script(
        [property: JsonPropertyName("language")] string Language,
        [property: JsonPropertyName("lines")] IReadOnlyList<ScriptLine> Lines);
}

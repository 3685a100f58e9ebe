using System.Text.Json;

namespace CallSummary.Transcription.Evaluation;

/// <summary>
/// Results as they come, a JSON line each, so that a run which was stopped goes on where it was. Its first line names what the results
/// depend on; a log of something else is begun anew.
/// </summary>
internal sealed class AsrResultLog : IDisposable
{
    public const string FileName = "results.jsonl";

    private readonly Dictionary<string, AsrResult> _results = new(StringComparer.Ordinal);
    private readonly StreamWriter _writer;

    private AsrResultLog(string path, string fingerprint)
    {
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        var fits = lines.Length > 0 && lines[0] == fingerprint;
        foreach (var line in fits ? lines.Skip(1) : [])
        {
            if (Parse(line) is { } result)
            {
                _results[result.Key] = result;
            }
        }

        // Written anew: the line that was being written when a run was stopped may be half there.
        _writer = new StreamWriter(path, append: false) { AutoFlush = true };
        _writer.WriteLine(fingerprint);
        foreach (var result in _results.Values)
        {
            _writer.WriteLine(JsonSerializer.Serialize(result));
        }
    }

    public IReadOnlyCollection<AsrResult> Results => _results.Values;

    public static AsrResultLog Open(string folder, string fingerprint) => new(Path.Combine(folder, FileName), fingerprint);

    public bool Has(string condition, string file) => _results.ContainsKey($"{condition}\n{file}");

    public void Add(AsrResult result)
    {
        _results[result.Key] = result;
        _writer.WriteLine(JsonSerializer.Serialize(result));
    }

    public void Dispose() => _writer.Dispose();

    private static AsrResult? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<AsrResult>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

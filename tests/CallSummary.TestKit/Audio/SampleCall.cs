using System.Text.Json;

namespace CallSummary.TestKit.Audio;

/// <summary>One of the bundled calls of <c>samples/calls</c>: a WAV file per leg and the script that was spoken.</summary>
public sealed class SampleCall
{
    private SampleCall(string folder)
    {
        Folder = folder;
        using var script = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "script.json")));
        Language = script.RootElement.GetProperty("language").GetString()!;
        Lines =
        [
            .. script.RootElement.GetProperty("lines").EnumerateArray().Select(line => new SampleLine(
                line.GetProperty("line").GetInt32(),
                line.GetProperty("leg").GetString()!,
                TimeSpan.FromSeconds(line.GetProperty("start").GetDouble()),
                TimeSpan.FromSeconds(line.GetProperty("end").GetDouble()),
                line.GetProperty("text").GetString()!)),
        ];
    }

    /// <summary>All bundled calls.</summary>
    public static IReadOnlyList<SampleCall> All { get; } =
        [.. Directory.GetDirectories(Path.Combine(RepositoryRoot.Path, "samples", "calls")).Order(StringComparer.Ordinal).Select(f => new SampleCall(f))];

    public string Folder { get; }

    public string Name => Path.GetFileName(Folder);

    public string Language { get; }

    public IReadOnlyList<SampleLine> Lines { get; }

    /// <summary>Sound of a leg, "caller" or "callee", at 8 kHz.</summary>
    public short[] Leg(string leg) => WavFile.Load(Path.Combine(Folder, leg + ".wav")).Channels[0];
}

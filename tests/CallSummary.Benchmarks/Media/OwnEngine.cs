using System.Globalization;
using CallSummary.Audio.Recordings;

namespace CallSummary.Benchmarks.Media;

/// <summary>Our engine, in a process of its own.</summary>
/// <param name="name">For the output.</param>
/// <param name="options">As <see cref="MediaServer"/> takes them.</param>
internal sealed class OwnEngine(string name, params string[] options) : Contender(name)
{
    public override TimeSpan WarmUp => TimeSpan.FromSeconds(20);

    public override async Task<IReadOnlyList<int>> OpenAsync(int calls)
    {
        Start(Environment.ProcessPath!, [.. Own(), MediaServer.Role, Folder, .. options]);
        _ = await Output.ReadLineAsync();
        return await OpenMoreAsync(calls);
    }

    /// <summary>Sets more calls up.</summary>
    public async Task<IReadOnlyList<int>> OpenMoreAsync(int calls)
    {
        var ports = await AskAsync($"open {calls}");
        return [.. ports.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
    }

    public async Task<string> AskAsync(string line)
    {
        await Input.WriteLineAsync(line);
        return await Output.ReadLineAsync() ?? throw new WorkGateException($"{Name} ended at \"{line}\".");
    }

    public override async Task<int[]> CloseAsync(int legs)
    {
        LastMark = await AskAsync("mark");
        await AskAsync("close");
        var recorded = new int[legs];
        foreach (var path in Directory.EnumerateFiles(Folder, "*.leg"))
        {
            using var file = File.OpenRead(path);
            var reader = new RecordedFrameReader(file);
            while (reader.TryRead(out var frame))
            {
                Count(recorded, frame.Payload);
            }
        }

        return recorded;
    }

    /// <summary>What the process said of itself before it closed the calls.</summary>
    public string LastMark { get; private set; } = string.Empty;

    // Started through the dotnet program, the first argument is the assembly.
    private static string[] Own() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(OwnEngine).Assembly.Location] : [];
}

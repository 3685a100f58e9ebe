using System.Text.Json.Nodes;
using CallSummary.TestKit;
using CallSummary.TestKit.Peers;

namespace CallSummary.AcceptanceTests.Demo;

/// <summary>One run of the README's first command, from an empty data folder, with every connection that it opens on record.</summary>
public sealed class DemoRun : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    /// <summary>What the terminal showed.</summary>
    public IReadOnlyList<string> Terminal { get; private set; } = [];

    public int ExitCode { get; private set; }

    /// <summary>The connect() calls of the process and its threads; null where strace is not installed.</summary>
    public IReadOnlyList<string>? Connections { get; private set; }

    public static IEnumerable<string> CallNames => Directory.GetDirectories(Path.Combine(RepositoryRoot.Path, "samples", "calls")).Select(d => Path.GetFileName(d)).Order();

    public string FileOf(string call, string file) => _folder["out", call, file];

    public static string SampleFile(string call, string file) => Path.Combine(RepositoryRoot.Path, "samples", "calls", call, file);

    public JsonNode JsonOf(string call, string file) => JsonNode.Parse(File.ReadAllText(FileOf(call, file)))!;

    public async ValueTask InitializeAsync()
    {
        var trace = _folder["connections.txt"];
        var traced = Prerequisites.IsInstalled("strace");
        string[] demo = [ChildProcess.DllOf("CallSummary.AllInOne"), "demo", "--exit", "--output", _folder["out"]];
        await using var process = traced
            ? ChildProcess.Start("strace", ["-f", "--seccomp-bpf", "-e", "trace=connect", "-o", trace, "dotnet", .. demo])
            : ChildProcess.Start("dotnet", demo);
        ExitCode = await process.ExitAsync(TimeSpan.FromMinutes(3));
        Terminal = process.Lines;
        Connections = traced ? await File.ReadAllLinesAsync(trace) : null;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
